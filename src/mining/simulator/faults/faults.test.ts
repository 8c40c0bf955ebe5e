import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createManualClock } from '../../../support/clock/createManualClock.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import type { ChallengeSource } from '../ChallengeSource.ts';
import type { SimulatedAnswer } from '../SimulationReport.ts';
import { attributeLosses } from './attributeLosses.ts';
import { drawFaults } from './drawFaults.ts';
import { faultPlans } from './faultPlans.ts';
import type { InjectedFault } from './InjectedFault.ts';
import { planBursts } from './planBursts.ts';
import { readFaultPlan } from './readFaultPlan.ts';
import { readRequestHead } from './readRequestHead.ts';
import { skewClock } from './skewClock.ts';

const answer = (part: Partial<SimulatedAnswer>): SimulatedAnswer => ({
  ...{ challenge: 0, atS: 10, validator: '5A', miner: 'ours', kind: 'scored', label: 1, source: 'rendered' },
  ...{ image: 'x', prediction: null, latencyMs: 2_000, status: 503, failure: 'gone', reward: 0, score: 0 },
  ...part,
});
const startNs = 5_000_000_000n;
const at = (fromS: number, toS: number): Pick<InjectedFault, 'fromNs' | 'toNs'> => ({
  fromNs: startNs + BigInt(Math.round(fromS * 1e9)),
  toNs: startNs + BigInt(Math.round(toS * 1e9)),
});

describe('attributeLosses', () => {
  const attribute = (
    answers: readonly SimulatedAnswer[],
    faults: readonly InjectedFault[],
    skewed: string[] = [],
  ) => attributeLosses({ answers, injected: new Map([['ours', faults]]), startNs, skewed: new Set(skewed) });

  it('explains a loss by the fault that struck it, and each fault one loss', () => {
    const faults: InjectedFault[] = [{ kind: 'reset-request', validator: '5A', ...at(10.5, 10.5) }];
    const lost = answer({});
    const { tallies, unexplained } = attribute([lost, answer({ challenge: 1 })], faults);
    expect(tallies).toEqual([{ kind: 'reset-request', injected: 1, lost: 1 }]);
    expect(unexplained).toEqual([answer({ challenge: 1 })]);
  });

  it.each<[string, InjectedFault, Partial<SimulatedAnswer>]>([
    ['another validator', { kind: 'reset-reply', validator: '5B', ...at(10.5, 10.5) }, {}],
    ['another time', { kind: 'reset-reply', validator: '5A', ...at(12.5, 12.5) }, {}],
    ['another miner', { kind: 'reset-reply', validator: '5A', ...at(10.5, 10.5) }, { miner: 'theirs' }],
    ['what the miner refused', { kind: 'reset-reply', validator: '5A', ...at(10.5, 10.5) }, { status: 401 }],
    [
      'a reset that came back in time',
      { kind: 'reset-reply', validator: '5A', ...at(10, 11) },
      { status: 408 },
    ],
    ['mere slowness', { kind: 'latency', validator: '5A', ...at(10, 11) }, {}],
    ['a copy', { kind: 'duplicate', validator: '5A', ...at(10, 11) }, { status: 408 }],
  ])('does not explain a loss by %s', (_, fault, part) => {
    expect(attribute([answer(part)], [fault]).unexplained).toHaveLength(1);
  });

  it('explains timeouts by slowness, outages for all, refusals by a wrong clock', () => {
    const faults: InjectedFault[] = [
      { kind: 'latency', validator: '5A', ...at(10, 11) },
      { kind: 'refuse', validator: null, ...at(20, 25) },
    ];
    const answers = [
      answer({ status: 408 }),
      answer({ atS: 21, challenge: 1 }),
      answer({ atS: 24, challenge: 2, validator: '5B' }),
      answer({ atS: 40, challenge: 3, validator: '5C', status: 401 }),
      answer({ atS: 50, challenge: 4, prediction: 0.2, status: 200 }),
    ];
    expect(attribute(answers, faults, ['5C'])).toEqual({
      tallies: [
        { kind: 'latency', injected: 1, lost: 1 },
        { kind: 'refuse', injected: 1, lost: 2 },
        { kind: 'clock-skew', injected: 1, lost: 1 },
      ],
      unexplained: [],
    });
    expect(attribute(answers, faults).unexplained.map(({ challenge }) => challenge)).toEqual([3]);
  });
});

describe('drawFaults', () => {
  it('strikes as often as it should, each kind without regard to the others', () => {
    const random = createRandom('draw');
    const count = (extra: boolean) =>
      Array.from({ length: 2_000 }, (_, index) =>
        drawFaults(
          [
            { kind: 'duplicate', share: 0.25 },
            ...(extra ? [{ kind: 'latency', share: 0.5, ms: 10, jitterMs: 20 } as const] : []),
          ],
          random.fork(String(index)),
        ),
      );
    const alone = count(false);
    const together = count(true);
    expect(together.map(({ duplicate }) => duplicate)).toEqual(alone.map(({ duplicate }) => duplicate));
    // 500 ± 19 expected.
    expect(Math.abs(alone.filter(({ duplicate }) => duplicate).length - 500)).toBeLessThan(120);
    expect(together.every(({ delayMs }) => delayMs >= 0 && delayMs <= 30)).toBe(true);
  });

  it('ends a request in one way only', () => {
    const drawn = drawFaults(
      [
        { kind: 'reset-reply', share: 1 },
        { kind: 'stall', share: 1, forMs: null },
      ],
      createRandom(1),
    );
    expect(drawn.cut?.kind).toBe('reset-reply');
  });
});

describe('readRequestHead', () => {
  it('waits for the end of the head, wherever the bytes are split', () => {
    const bytes = Buffer.from(
      'POST /ImageSynapse HTTP/1.1\r\nHost: a\r\nBT_Header_Dendrite_Hotkey: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\r\nContent-Length: 10\r\n\r\n0123456789',
    );
    const end = bytes.length - 10;
    for (let length = 0; length < end; length += 1) {
      expect(readRequestHead(bytes.subarray(0, length))).toBeNull();
    }
    const head = { totalBytes: bytes.length, hotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' };
    for (let length = end; length <= bytes.length; length += 1) {
      expect(readRequestHead(bytes.subarray(0, length))).toEqual(head);
    }
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const head = readRequestHead(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));
        expect(head?.totalBytes).toBeGreaterThan(3);
      }),
    );
  });
});

describe('planBursts', () => {
  it('sends so many at once, of one validator after the other', () => {
    const source: ChallengeSource = { next: async () => null, close: async () => {} };
    const { plan = [] } = planBursts(source, {
      ...{ challenges: 45, size: 20, everyMs: 500, validators: 3, organicShare: 0.2 },
      random: createRandom('bursts'),
    });
    expect(plan.map(({ atMs }) => atMs)).toEqual([
      ...Array.from({ length: 20 }, () => 0),
      ...Array.from({ length: 20 }, () => 500),
      ...Array.from({ length: 5 }, () => 1_000),
    ]);
    expect(plan.slice(0, 4).map(({ validator }) => validator)).toEqual([0, 1, 2, 0]);
    expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(['scored', 'organic']));
    expect(new Set(plan.map(({ label }) => label))).toEqual(new Set([0, 1]));
  });
});

it('skews the wall clock alone', async () => {
  const clock = createManualClock(1_000_000_000_000_000n);
  const ahead = skewClock(clock, 1.5);
  expect(ahead.now() - clock.now()).toBe(1_500);
  expect(skewClock(clock, -30).nowNs() - clock.nowNs()).toBe(-30_000_000_000n);
  expect(ahead.monotonicNs()).toBe(clock.monotonicNs());
  const slept = ahead.sleep(100);
  await clock.advance(100);
  await slept;
});

describe('readFaultPlan', () => {
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'roadcrew-faults-'));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    return path;
  };

  it.each(faultPlans.map(({ name }) => name))('knows %s', async (name) => {
    expect(await readFaultPlan(name)).toMatchObject({ name });
  });

  it('reads a file', async () => {
    const path = join(await folder(), 'mine.json');
    await writeFile(path, '{"name":"mine","faults":[{"kind":"stall","share":0.5}]}');
    expect(await readFaultPlan(path)).toEqual({
      ...{ name: 'mine', clockSkewS: {}, burst: null },
      faults: [{ kind: 'stall', share: 0.5, forMs: null }],
    });
  });

  it.each([
    ['nosuch', /no plan of this name/],
    ['none.json', /ENOENT/],
    ['broken.json', /JSON/],
    ['wrong.json', /faults\.0\.share/],
  ])('refuses %s', async (name, message) => {
    const path = await folder();
    await writeFile(join(path, 'broken.json'), '{');
    await writeFile(join(path, 'wrong.json'), '{"name":"x","faults":[{"kind":"stall","share":2}]}');
    const plan = name.endsWith('.json') ? join(path, name) : name;
    await expect(readFaultPlan(plan)).rejects.toMatchObject({
      code: 'RC_FAULTS_PLAN_INVALID',
      message: expect.stringMatching(message),
    });
  });
});
