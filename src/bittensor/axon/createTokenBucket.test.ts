import { describe, expect, it } from 'vitest';
import { createTokenBucket } from './createTokenBucket.ts';

const setUp = (perSecond: number, burst: number) => {
  let now = 0n;
  const bucket = createTokenBucket({ monotonicNs: () => now, perSecond, burst });
  const taken = (tries: number) => Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;
  return { bucket, taken, wait: (seconds: number) => (now += BigInt(Math.round(seconds * 1e9))) };
};

describe('createTokenBucket', () => {
  it('fills with time, and never beyond its size', () => {
    const { taken, wait } = setUp(10, 5);
    expect(taken(20)).toBe(5);
    wait(0.3);
    expect(taken(20)).toBe(3);
    wait(3600);
    expect(taken(20)).toBe(5);
  });

  it('says how long the next token takes', () => {
    const { bucket, taken, wait } = setUp(10, 1);
    expect(bucket.waitMs()).toBe(0);
    expect(taken(1)).toBe(1);
    expect(bucket.ready()).toBe(false);
    expect(bucket.waitMs()).toBeCloseTo(100);
    wait(0.04);
    expect(bucket.waitMs()).toBeCloseTo(60);
  });

  it('holds at least one token, or nothing would ever pass', () => {
    expect(setUp(0.5, 0.1).taken(3)).toBe(1);
  });
});
