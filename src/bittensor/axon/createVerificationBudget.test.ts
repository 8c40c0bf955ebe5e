import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import {
  type Claimant,
  createVerificationBudget,
  type Verdict,
  type VerificationBudget,
} from './createVerificationBudget.ts';

const setUp = (perSecond: number, options: { concurrency?: number; waitSeconds?: number } = {}) => {
  const clock = createManualClock();
  const budget = createVerificationBudget({ clock, perSecond, ...options });
  let checked = 0;
  /** What became of it, once that is known. */
  const ask = (claimant: Claimant, valid = false): { verdict?: Verdict; seconds?: number } => {
    const asked: { verdict?: Verdict; seconds?: number } = {};
    const startNs = clock.monotonicNs();
    const answer = budget.check(claimant, () => {
      checked += 1;
      return valid;
    });
    const tell = (verdict: Verdict): void => {
      asked.verdict = verdict;
      asked.seconds = Number(clock.monotonicNs() - startNs) / 1e9;
    };
    if (typeof answer === 'string') tell(answer);
    else void answer.then(tell);
    return asked;
  };
  return { clock, budget, ask, checked: () => checked };
};

const forger = (index: number, hotkey = 'validator'): Claimant => ({
  hotkey,
  address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
});

describe('createVerificationBudget', () => {
  it('checks at once while nothing is in the way', () => {
    const { ask } = setUp(100);
    expect(ask(forger(0), true)).toEqual({ verdict: 'valid', seconds: 0 });
    expect(ask(forger(0))).toEqual({ verdict: 'forged', seconds: 0 });
  });

  it('checks no more than its rate, and refuses whose turn does not come', async () => {
    const { clock, ask, checked } = setUp(100, { waitSeconds: 2 });
    const asked = Array.from({ length: 5_000 }, (_, index) => ask(forger(index)));
    for (let ms = 0; ms < 3_000; ms += 20) await clock.advance(20);
    expect(checked()).toBeGreaterThanOrEqual(200);
    expect(checked()).toBeLessThanOrEqual(350);
    expect(asked.every(({ verdict }) => verdict !== undefined)).toBe(true);
    expect(asked.filter(({ verdict }) => verdict === 'forged')).toHaveLength(checked());
    expect(Math.max(...asked.map(({ seconds = 0 }) => seconds))).toBeLessThan(2.1);
  });

  it('tries the costly form of a signature where no forgery came from, elsewhere now and then', () => {
    const { budget } = setUp(40);
    const tried: boolean[] = [];
    const check = (claimant: Claimant) =>
      budget.check(claimant, ({ thorough }) => {
        tried.push(thorough);
        return false;
      });
    check(forger(1));
    check(forger(1));
    check(forger(1));
    check(forger(2));
    check({ hotkey: 'h', address: '2001:db8::1' });
    check({ hotkey: 'h', address: '2001:db8::2' });
    expect(tried).toEqual([true, true, false, true, true, false]);
  });

  it('takes an address for a suspect until ten minutes after its last forgery', async () => {
    const clock = createManualClock();
    const budget = createVerificationBudget({ clock, perSecond: 100, background: true });
    const inBackground: boolean[] = [];
    const forge = () =>
      budget.check(forger(1), ({ background }) => {
        inBackground.push(background);
        return background ? Promise.resolve(false) : false;
      });
    expect(forge()).toBe('forged');
    expect(await forge()).toBe('forged');
    await clock.advance(599_000);
    expect(await forge()).toBe('forged');
    await clock.advance(601_000);
    expect(forge()).toBe('forged');
    expect(inBackground).toEqual([false, true, true, false]);
  });

  it('believes suspects least who name a hotkey that has proven itself elsewhere', async () => {
    const clock = createManualClock();
    const budget = createVerificationBudget({ clock, perSecond: 100, background: true, concurrency: 1 });
    budget.prove({ hotkey: 'known', address: '192.0.2.1' });
    for (const index of [1, 2, 3]) budget.check(forger(index), () => false);
    const order: string[] = [];
    const ask = (index: number, hotkey: string) =>
      budget.check(forger(index, hotkey), () => {
        order.push(hotkey);
        return Promise.resolve(false);
      });
    budget.prove({ hotkey: 'other', address: forger(2).address });
    await Promise.all([ask(1, 'first'), ask(2, 'known'), ask(3, 'new'), ask(2, 'neighbour')]);
    expect(order).toEqual(['first', 'neighbour', 'new', 'known']);
  });

  it('gives those for whom nobody waits only what is left', () => {
    const { ask } = setUp(200);
    const idle = Array.from({ length: 50 }, (_, index) => ask({ ...forger(index), idle: true }, true));
    expect(idle.filter(({ verdict }) => verdict === 'valid')).toHaveLength(5);
    expect(idle.filter(({ verdict }) => verdict === 'refused')).toHaveLength(45);
    for (let index = 0; index < 500; index += 1) ask(forger(index));
    expect(ask({ ...forger(7), idle: true })).toMatchObject({ verdict: 'refused' });
  });

  it('runs no more at once than it is told, and goes on after a failure', async () => {
    const { budget, clock } = setUp(1_000, { concurrency: 2 });
    const finish: ((valid: boolean) => void)[] = [];
    const check = () =>
      budget.check(forger(1), () => new Promise<boolean>((resolve) => finish.push(resolve)));
    const broken = Promise.resolve(budget.check(forger(2), () => Promise.reject(new Error('struck'))));
    const waiting = [check(), check(), check()];
    await expect(broken).rejects.toThrow('struck');
    await clock.advance(1);
    expect(finish).toHaveLength(2);
    finish[0]?.(true);
    await clock.advance(1);
    expect(finish).toHaveLength(3);
    finish[1]?.(true);
    finish[2]?.(false);
    expect(await Promise.all(waiting)).toEqual(['valid', 'valid', 'forged']);
    expect(() =>
      budget.check(forger(3), () => {
        throw new Error('struck again');
      }),
    ).toThrow('struck again');
    expect(budget.check(forger(4), () => true)).toBe('valid');
  });
});

interface Flood {
  addresses: number;
  hotkeys: number;
  /** Forgeries. */
  perSecond: number;
  /** Checks that the background gets done in a second. */
  capacity: number;
}

/** Plays three seconds of a flood and makes one call of a validator in the midst of it. */
const flood = async (
  { addresses, hotkeys, perSecond, capacity }: Flood,
  real: Claimant,
  prepare: (budget: VerificationBudget) => void = () => {},
) => {
  const clock = createManualClock();
  const budget = createVerificationBudget({ clock, perSecond: 400, background: true });
  prepare(budget);
  const work: (() => void)[] = [];
  const check = (claimant: Claimant, valid: boolean) =>
    budget.check(claimant, ({ background }) =>
      background ? new Promise((resolve) => work.push(() => resolve(valid))) : valid,
    );
  const stepMs = 10;
  let sent = 0;
  let able = 0;
  const answer: { verdict?: Verdict; seconds?: number } = {};
  const callNow = async (): Promise<void> => {
    const startNs = clock.monotonicNs();
    answer.verdict = await check(real, true);
    answer.seconds = Number(clock.monotonicNs() - startNs) / 1e9;
  };
  for (let step = 0; step < 300; step += 1) {
    for (; sent < ((step + 1) * stepMs * perSecond) / 1_000; sent += 1) {
      void check(forger(sent % addresses, `validator-${Math.floor(sent / addresses) % hotkeys}`), false);
    }
    if (step === 100) void callNow();
    able = Math.min(able, 0) + (capacity * stepMs) / 1_000;
    for (; able >= 1 && work.length > 0; able -= 1) {
      work.shift()?.();
      // Lets the budget hand in the next one.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await clock.advance(stepMs);
  }
  return answer;
};

const floods: fc.Arbitrary<Flood> = fc.record({
  addresses: fc.integer({ min: 1, max: 250 }),
  hotkeys: fc.integer({ min: 1, max: 20 }),
  perSecond: fc.integer({ min: 200, max: 20_000 }),
  capacity: fc.integer({ min: 100, max: 2_000 }),
});

describe('in a flood of forgeries', () => {
  it(
    'the first call from a clean address is checked within 50 ms, whatever the flood',
    { timeout: 60_000 },
    () =>
      fc.assert(
        fc.asyncProperty(floods, async (settings) => {
          const answer = await flood(settings, { hotkey: 'validator-0', address: '192.0.2.1' });
          expect(answer).toMatchObject({ verdict: 'valid' });
          expect(answer.seconds).toBeLessThan(0.05);
        }),
        { numRuns: 12 },
      ),
  );

  it(
    'the first call from a forgers’ address is checked while the background keeps up',
    { timeout: 60_000 },
    () =>
      fc.assert(
        fc.asyncProperty(floods, fc.nat(249), async (settings, at) => {
          const perSecond = Math.min(settings.perSecond, settings.capacity * 0.9);
          const address = forger(at % settings.addresses).address;
          const answer = await flood({ ...settings, perSecond }, { hotkey: 'validator-0', address });
          expect(answer).toMatchObject({ verdict: 'valid' });
          expect(answer.seconds).toBeLessThan(1);
        }),
        { numRuns: 10 },
      ),
  );

  it('and though it does not, when forgers name those who are known', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(floods, fc.nat(249), async (settings, at) => {
        const address = forger(at % settings.addresses).address;
        const answer = await flood(settings, { hotkey: 'new', address }, (budget) => {
          for (let index = 0; index < 20; index += 1) {
            budget.prove({ hotkey: `validator-${index}`, address: '192.0.2.2' });
          }
        });
        expect(answer).toMatchObject({ verdict: 'valid' });
        expect(answer.seconds).toBeLessThan(0.2);
      }),
      { numRuns: 10 },
    ),
  );

  it('a proven caller is checked at once, also where forgers use its address', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(floods, fc.nat(249), async (settings, at) => {
        const real = { hotkey: 'proven', address: forger(at % settings.addresses).address };
        const answer = await flood(settings, real, (budget) => budget.prove(real));
        expect(answer).toMatchObject({ verdict: 'valid' });
        expect(answer.seconds).toBeLessThan(0.05);
      }),
      { numRuns: 10 },
    ),
  );

  it('forgers at a proven address in the proven name do not take its turns, up to 200 a second', async () => {
    const real = { hotkey: 'validator-0', address: forger(0).address };
    const settings = { addresses: 1, hotkeys: 1, perSecond: 190, capacity: 100 };
    const answer = await flood(settings, real, (budget) => budget.prove(real));
    expect(answer).toMatchObject({ verdict: 'valid' });
    expect(answer.seconds).toBeLessThan(0.05);
  });

  it('and on a proven connection whatever they send', async () => {
    const connection = {};
    const real = { hotkey: 'validator-0', address: forger(0).address, connection };
    const settings = { addresses: 1, hotkeys: 1, perSecond: 20_000, capacity: 100 };
    const answer = await flood(settings, real, (budget) => budget.prove(real));
    expect(answer).toMatchObject({ verdict: 'valid' });
    expect(answer.seconds).toBeLessThan(0.05);
  });
});
