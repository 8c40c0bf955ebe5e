import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Clock } from '../../support/clock/Clock.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { watchFile } from './watchFile.ts';

it('tells of a change once the file stays as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'watch-'));
  const path = join(folder, 'roadcrew.yaml');
  await writeFile(path, 'a');
  const manual = createManualClock();
  // The disk answers in its own time: one look is over when the next sleep begins.
  let looked = Promise.withResolvers<void>();
  const clock: Clock = {
    ...manual,
    sleep(ms, signal) {
      looked.resolve();
      return manual.sleep(ms, signal);
    },
  };
  const look = async (): Promise<void> => {
    looked = Promise.withResolvers<void>();
    await manual.advance(1_000);
    await looked.promise;
  };
  let told = 0;
  const stop = watchFile(
    path,
    () => {
      told += 1;
    },
    { clock },
  );
  await looked.promise;
  await look();
  expect(told).toBe(0);
  await writeFile(path, 'ab');
  await look();
  await writeFile(path, 'abc');
  await look();
  expect(told).toBe(0);
  await look();
  await look();
  expect(told).toBe(1);
  await writeFile(join(folder, 'new'), 'abc');
  await rename(join(folder, 'new'), path);
  await look();
  await look();
  expect(told).toBe(2);
  stop();
  expect(manual.sleepers).toBe(0);
  await rm(folder, { recursive: true });
});
