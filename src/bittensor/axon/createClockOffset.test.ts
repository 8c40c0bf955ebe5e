import { describe, expect, it } from 'vitest';
import { createClockOffset } from './createClockOffset.ts';

const second = 1_000_000_000n;

describe('createClockOffset', () => {
  it('knows nothing at first', () => {
    expect(createClockOffset().estimate()).toBeNull();
  });

  it('is the median of the callers, so that one wrong clock does not decide', () => {
    const offset = createClockOffset();
    for (const [hotkey, seconds] of [
      ['a', 0.02],
      ['b', 0.04],
      ['c', 900],
    ] as const) {
      for (let nonce = 1n; nonce <= 40n; nonce += 1n) {
        offset.record(hotkey, nonce * second, nonce * second + BigInt(seconds * 1e9));
      }
    }
    expect(offset.estimate()).toEqual({ seconds: 0.04, hotkeys: 3 });
  });

  it('is not misled by calls that had to wait, not even where all of them had', () => {
    const before = createClockOffset();
    for (const hotkey of ['a', 'b']) before.record(hotkey, second, second + 20_000_000n);
    const after = createClockOffset(before.export());
    for (const hotkey of ['a', 'b']) after.record(hotkey, 2n * second, 5n * second);
    expect(after.estimate()).toEqual({ seconds: 0.02, hotkeys: 2 });
    // A clock that was set ahead is noticed all the same.
    for (let nonce = 3n; nonce <= 18n; nonce += 1n) {
      for (const hotkey of ['a', 'b']) after.record(hotkey, nonce * second, (nonce + 3n) * second);
    }
    expect(after.estimate()?.seconds).toBe(3);
  });

  it('follows a clock that is set right, within 16 calls', () => {
    const offset = createClockOffset();
    for (let nonce = 1n; nonce <= 100n; nonce += 1n) offset.record('a', nonce, nonce + 20n * second);
    for (let nonce = 101n; nonce <= 116n; nonce += 1n) offset.record('a', nonce, nonce);
    expect(offset.estimate()?.seconds).toBe(0);
  });

  it('counts each nonce once and ignores older ones', () => {
    const offset = createClockOffset();
    offset.record('a', 100n, 100n + second);
    offset.record('a', 100n, 100n + 500n * second);
    offset.record('a', 50n, 100n + 500n * second);
    expect(offset.estimate()).toEqual({ seconds: 1, hotkeys: 1 });
  });
});
