import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createPoisonList } from './createPoisonList.ts';

const image = (byte: number): Uint8Array => Uint8Array.of(byte, 1, 2);

describe('createPoisonList', () => {
  it('knows images by their content and forgets the oldest', () => {
    const list = createPoisonList({ max: 2, keptMs: 1_000, clock: createManualClock() });
    expect(list.has(image(1))).toBe(false);
    list.add(image(1));
    list.add(image(2));
    expect([1, 2, 3].map((byte) => list.has(image(byte)))).toEqual([true, true, false]);
    list.add(image(3));
    expect([1, 2, 3].map((byte) => list.has(image(byte)))).toEqual([false, true, true]);
  });

  it('gives each another chance after a while', async () => {
    const clock = createManualClock();
    const list = createPoisonList({ max: 2, keptMs: 1_000, clock });
    list.add(image(1));
    await clock.advance(999);
    expect(list.has(image(1))).toBe(true);
    await clock.advance(1);
    expect(list.has(image(1))).toBe(false);
  });
});
