import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeImage } from '../../imaging/decodeImage.ts';
import { createSceneRenderer } from './createSceneRenderer.ts';

const start = (size: { width: number; height: number }, threads = 1) => {
  const renderer = createSceneRenderer({ ...size, threads });
  onTestFinished(() => renderer.close());
  return renderer;
};

describe('createSceneRenderer', () => {
  it('draws the whole frame as JPEG, the same from the same seed in whichever thread', async () => {
    const renderer = start({ width: 64, height: 36 }, 2);
    const [first, again, other] = await Promise.all([
      renderer.render({ seed: 'demo/a', label: 1 }),
      renderer.render({ seed: 'demo/a', label: 1 }),
      renderer.render({ seed: 'demo/b', label: 1 }),
    ]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(await decodeImage(first)).toMatchObject({ width: 64, height: 36 });
  });

  it('leaves the event loop free while it draws', async () => {
    const renderer = start({ width: 320, height: 180 });
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    await renderer.render({ seed: 'demo/a', label: 0 });
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);
  });

  it('says that it failed, also for what waits and comes later', async () => {
    const renderer = start({ width: -1, height: 36 });
    const orders = [1, 2].map((index) => renderer.render({ seed: `demo/${index}`, label: 0 }));
    for (const order of orders) {
      await expect(order).rejects.toMatchObject({ code: 'RC_DEMO_RENDERER_FAILED' });
    }
    await expect(renderer.render({ seed: 'demo/3', label: 0 })).rejects.toMatchObject({
      code: 'RC_DEMO_RENDERER_FAILED',
    });
  });

  it('lets go of what it draws when it is closed', async () => {
    const renderer = start({ width: 640, height: 360 });
    const order = renderer.render({ seed: 'demo/a', label: 0 });
    const refused = expect(order).rejects.toMatchObject({ code: 'RC_DEMO_RENDERER_FAILED' });
    await renderer.close();
    await renderer.close();
    await refused;
  });
});
