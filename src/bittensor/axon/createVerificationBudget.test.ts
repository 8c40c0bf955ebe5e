import { describe, expect, it } from 'vitest';
import { createVerificationBudget } from './createVerificationBudget.ts';

const setUp = () => {
  let now = 0n;
  const budget = createVerificationBudget({ monotonicNs: () => now, perSecond: 100 });
  const taken = (count: number, claimant: (index: number) => { hotkey: string; address: string }): number =>
    Array.from({ length: count }, (_, index) => budget.take(claimant(index))).filter(Boolean).length;
  return { budget, taken, wait: (seconds: number) => (now += BigInt(Math.round(seconds * 1e9))) };
};

describe('createVerificationBudget', () => {
  it('gives one address a tenth, one claimed hotkey a quarter, and all together the whole', () => {
    const { taken, wait } = setUp();
    expect(taken(1000, (index) => ({ hotkey: `h${index}`, address: '192.0.2.1' }))).toBe(10);
    wait(10);
    expect(taken(1000, (index) => ({ hotkey: 'h', address: `10.0.${index >> 8}.${index & 255}` }))).toBe(25);
    wait(10);
    expect(
      taken(1000, (index) => ({ hotkey: `h${index}`, address: `10.1.${index >> 8}.${index & 255}` })),
    ).toBe(100);
  });

  it('refills with time, and never beyond its size', () => {
    const { taken, wait } = setUp();
    const same = () => ({ hotkey: 'h', address: '192.0.2.1' });
    expect(taken(50, same)).toBe(10);
    wait(0.5);
    expect(taken(50, same)).toBe(5);
    wait(3600);
    expect(taken(50, same)).toBe(10);
  });

  it('counts a whole IPv6 /64 as one address, however it is written', () => {
    const { taken } = setUp();
    const addresses = ['2001:db8::1', '2001:db8:0:0:1::', '2001:db8:0:0:ffff:1:2:3', '2001:db8::2%eth0'];
    expect(taken(40, (index) => ({ hotkey: `h${index}`, address: addresses[index % 4] ?? '' }))).toBe(10);
    expect(taken(5, (index) => ({ hotkey: `h${index}`, address: '2001:db8:0:1::1' }))).toBe(5);
  });

  it('keeps a share for who has proven itself, which others cannot use up', () => {
    const { budget, taken } = setUp();
    const real = { hotkey: 'h', address: '192.0.2.1' };
    budget.prove(real);
    expect(taken(1000, (index) => ({ hotkey: 'h', address: `10.0.${index >> 8}.${index & 255}` }))).toBe(25);
    expect(
      taken(1000, (index) => ({ hotkey: `h${index}`, address: `10.1.${index >> 8}.${index & 255}` })),
    ).toBe(75);
    expect(taken(20, () => real)).toBe(20);
  });
});
