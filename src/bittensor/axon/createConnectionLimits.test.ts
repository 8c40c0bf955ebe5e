import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConnectionLimits } from './createConnectionLimits.ts';

class FakeConnection {
  destroyed = false;
  readonly #closed: (() => void)[] = [];
  destroy(): void {
    this.destroyed = true;
    for (const told of this.#closed) told();
  }
  once(_: 'close', listener: () => void): void {
    this.#closed.push(listener);
  }
}

const setUp = (connections: number, perAddress: number) => {
  const displaced: string[] = [];
  const limits = createConnectionLimits<FakeConnection>({
    ...{ connections, perAddress },
    displaced: (address) => displaced.push(address),
  });
  const open = (address: string) => {
    const connection = new FakeConnection();
    const refusal = limits.add(connection, address);
    return { connection, refusal };
  };
  return { limits, displaced, open };
};

describe('createConnectionLimits', () => {
  it('gives the place of the oldest idler of an address to the newcomer', () => {
    const { open, displaced } = setUp(100, 2);
    const [first, second, third] = [open('a'), open('a'), open('a')];
    expect(third.refusal).toBe(null);
    expect([first, second, third].map(({ connection }) => connection.destroyed)).toEqual([
      true,
      false,
      false,
    ]);
    expect(displaced).toEqual(['a']);
  });

  it('closes no connection whose request is being handled or whose caller was verified', () => {
    const { limits, open } = setUp(100, 1);
    const busy = open('a').connection;
    limits.work(busy);
    expect(open('a').refusal).toBe('too-many-of-one-address');
    limits.rest(busy);
    expect(open('a').refusal).toBe(null);
    expect(busy.destroyed).toBe(true);
    const real = open('b').connection;
    limits.prove(real);
    limits.work(real);
    limits.rest(real);
    const others = Array.from({ length: 20 }, () => open('b'));
    expect(real.destroyed).toBe(false);
    expect(others.at(-1)?.refusal).toBe(null);
  });

  it('closes those whose request was refused before those that have brought none', () => {
    const { limits, open } = setUp(2, 2);
    const fresh = open('a').connection;
    const refused = open('a').connection;
    limits.work(refused);
    limits.rest(refused);
    open('b');
    expect([fresh.destroyed, refused.destroyed]).toEqual([false, true]);
  });

  it('looks for places where most idlers are, and spares who has few', () => {
    const { open, displaced } = setUp(64, 64);
    const few = Array.from({ length: 3 }, (_, index) => open(`few-${index}`).connection);
    for (let index = 0; index < 30; index += 1) open('many');
    for (let index = 0; index < 31; index += 1) open('more');
    for (let index = 0; index < 40; index += 1) open(`new-${index % 20}`);
    expect(few.some(({ destroyed }) => destroyed)).toBe(false);
    expect(new Set(displaced)).toEqual(new Set(['many', 'more']));
  });

  it('lets a proven address be four times as high before it has to give', () => {
    const { limits, open, displaced } = setUp(32, 32);
    const real = open('shared').connection;
    limits.prove(real);
    for (let index = 0; index < 16; index += 1) open('shared');
    for (let index = 0; index < 20; index += 1) open(`attacker-${index % 3}`);
    expect(displaced.length).toBeGreaterThan(0);
    expect(displaced).not.toContain('shared');
  });

  it('refuses when all places are worked on', () => {
    const { limits, open } = setUp(2, 2);
    limits.work(open('a').connection);
    limits.work(open('b').connection);
    expect(open('c').refusal).toBe('too-many');
  });

  it('gives the place of a closed connection back, and lets a proven address hold more', () => {
    const { limits, open } = setUp(100, 1);
    const first = open('a').connection;
    limits.prove(first);
    const more = Array.from({ length: 3 }, () => open('a').connection);
    expect(more.some(({ destroyed }) => destroyed)).toBe(false);
    for (const connection of more) limits.work(connection);
    expect(open('a').refusal).toBe('too-many-of-one-address');
    first.destroy();
    expect(open('a').refusal).toBe(null);
  });

  it('never lets slow connections keep a caller out, wherever they are', () => {
    const slow = fc.array(fc.nat(20).map(String), { maxLength: 200 });
    fc.assert(
      fc.property(slow, fc.integer({ min: 1, max: 40 }), fc.nat(25).map(String), (flood, total, address) => {
        const { limits, open } = setUp(total, 8);
        const real = open(address).connection;
        limits.prove(real);
        for (const attacker of flood) open(attacker);
        expect(real.destroyed).toBe(false);
        // With one place in all, the proven connection has it.
        expect(open(address).refusal).toBe(total === 1 ? 'too-many' : null);
      }),
    );
  });
});
