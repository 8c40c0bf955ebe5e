import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { decodeImage } from '../../../imaging/decodeImage.ts';
import { createImageStudio } from './createImageStudio.ts';
import type { ImageOrder } from './ImageOrder.ts';
import type { StudioReply } from './studioThread.ts';

/** Threads start slowly on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const start = (threads = 1) => {
  const studio = createImageStudio(threads);
  onTestFinished(() => studio.close());
  return studio;
};
const scene = (name: string, frame = { width: 64, height: 36 }): ImageOrder => ({
  ...{ kind: 'scene', scene: name, seed: name, label: 1, frame, profile: 'may-2026' },
});
const jpegOf = (reply: StudioReply): Uint8Array => {
  if ('problem' in reply) throw new Error(reply.problem);
  return reply.jpeg;
};

describe('createImageStudio', () => {
  it('draws the whole frame as JPEG, the same from the same seed in whichever thread', async () => {
    const studio = start(2);
    const [first, again, other] = (
      await Promise.all(['a', 'a', 'b'].map((name) => studio.make(scene(name))))
    ).map(jpegOf);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(await decodeImage(first ?? new Uint8Array())).toMatchObject({ width: 64, height: 36 });
  });

  it('prepares images as validators of a month did', async () => {
    const january = await start().make({
      ...scene('a', { width: 320, height: 180 }),
      profile: 'january-2026',
    });
    expect(await decodeImage(jpegOf(january))).toMatchObject({ width: 224, height: 224 });
  });

  it('leaves the event loop free while it draws', async () => {
    const studio = start();
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    await studio.make(scene('a', { width: 320, height: 180 }));
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);
  });

  it('says that it failed, also for what waits and comes later', async () => {
    const studio = start();
    const orders = [1, 2].map((index) => studio.make(scene(`${index}`, { width: -1, height: 36 })));
    for (const order of [...orders, studio.make(scene('3'))]) {
      await expect(order).rejects.toMatchObject({ code: 'RC_SIMULATOR_STUDIO_FAILED' });
    }
    await expect(studio.make(scene('4'))).rejects.toMatchObject({ code: 'RC_SIMULATOR_STUDIO_FAILED' });
  });

  it('lets go of what it draws when it is closed', async () => {
    const studio = start();
    const order = studio.make(scene('a', { width: 640, height: 360 }));
    const refused = expect(order).rejects.toMatchObject({ code: 'RC_SIMULATOR_STUDIO_FAILED' });
    await studio.close();
    await studio.close();
    await refused;
  });
});
