import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { type Claimant, createVerificationBudget, type Verdict } from './createVerificationBudget.ts';

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
    const { clock, ask, checked } = setUp(100);
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
    const thorough: boolean[] = [];
    const check = (claimant: Claimant) =>
      budget.check(claimant, (asked) => {
        thorough.push(asked);
        return false;
      });
    check(forger(1));
    check(forger(1));
    check(forger(1));
    check(forger(2));
    check({ hotkey: 'h', address: '2001:db8::1' });
    check({ hotkey: 'h', address: '2001:db8::2' });
    expect(thorough).toEqual([true, true, false, true, true, false]);
  });

  it('forgives an address ten minutes after its last forgery', async () => {
    const { clock, budget, ask } = setUp(100);
    ask(forger(1));
    await clock.advance(601_000);
    let thorough: boolean | undefined;
    budget.check(forger(1), (asked) => {
      thorough = asked;
      return true;
    });
    expect(thorough).toBe(true);
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

/** Plays a flood, millisecond by millisecond, and makes one call of a validator in the midst of it. */
const flood = async (
  {
    addresses,
    hotkeys,
    perSecond,
    capacity,
  }: { addresses: number; hotkeys: number; perSecond: number; capacity: number },
  real: Claimant,
  prepare: (world: ReturnType<typeof setUp>) => void = () => {},
) => {
  const world = setUp(capacity);
  prepare(world);
  const stepMs = 10;
  const perStep = (perSecond * stepMs) / 1_000;
  let sent = 0;
  let answer: { verdict?: Verdict; seconds?: number } = {};
  for (let step = 0; step < 300; step += 1) {
    for (; sent < (step + 1) * perStep; sent += 1) {
      world.ask(forger(sent % addresses, `validator-${Math.floor(sent / addresses) % hotkeys}`));
      if (
        step === 100 &&
        sent >= (step + 0.5) * perStep &&
        answer.verdict === undefined &&
        !('asked' in answer)
      ) {
        answer = Object.assign(world.ask(real, true), { asked: true });
      }
    }
    await world.clock.advance(stepMs);
  }
  return answer;
};

const floods = fc.record({
  addresses: fc.integer({ min: 1, max: 250 }),
  hotkeys: fc.integer({ min: 1, max: 20 }),
  perSecond: fc.integer({ min: 200, max: 20_000 }),
  capacity: fc.integer({ min: 400, max: 2_000 }),
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
        { numRuns: 15 },
      ),
  );

  it(
    'the first call from a forgers’ address is checked while the forgeries fit the rate',
    { timeout: 60_000 },
    () =>
      fc.assert(
        fc.asyncProperty(floods, fc.nat(249), async (settings, at) => {
          const perSecond = Math.min(settings.perSecond, settings.capacity * 0.95);
          const address = forger(at % settings.addresses).address;
          const answer = await flood({ ...settings, perSecond }, { hotkey: 'validator-0', address });
          expect(answer).toMatchObject({ verdict: 'valid' });
          expect(answer.seconds).toBeLessThan(0.5);
        }),
        { numRuns: 10 },
      ),
  );

  it('a proven caller is checked at once, also where forgers use its address', { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(floods, fc.nat(249), async (settings, at) => {
        const real = { hotkey: 'proven', address: forger(at % settings.addresses).address };
        const answer = await flood(settings, real, ({ budget }) => budget.prove(real));
        expect(answer).toMatchObject({ verdict: 'valid' });
        expect(answer.seconds).toBeLessThan(0.05);
      }),
      { numRuns: 10 },
    ),
  );

  it('forgers at a proven address in the proven name leave it its turn up to a quarter of the rate', async () => {
    const real = { hotkey: 'validator-0', address: forger(0).address };
    const settings = { addresses: 1, hotkeys: 1, perSecond: 400, capacity: 2_000 };
    const answer = await flood(settings, real, ({ budget }) => budget.prove(real));
    expect(answer).toMatchObject({ verdict: 'valid' });
    expect(answer.seconds).toBeLessThan(0.05);
  });

  it('and on a proven connection whatever they send', async () => {
    const connection = {};
    const real = { hotkey: 'validator-0', address: forger(0).address, connection };
    const settings = { addresses: 1, hotkeys: 1, perSecond: 20_000, capacity: 1_000 };
    const answer = await flood(settings, real, ({ budget }) => budget.prove(real));
    expect(answer).toMatchObject({ verdict: 'valid' });
    expect(answer.seconds).toBeLessThan(0.05);
  });
});
