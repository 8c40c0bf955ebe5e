import { describe, expect, it, vi } from 'vitest';
import { startAnsweringMiner } from '../../../tests/support/startAnsweringMiner.ts';
import { createDendrite } from '../../bittensor/dendrite/createDendrite.ts';
import { keypairFromSeed } from '../../bittensor/keys/keypairFromSeed.ts';
import { challengeReward } from '../../subnets/streetvision/reward/challengeReward.ts';
import type { ChallengeSource, SentChallenge } from './ChallengeSource.ts';
import { runSimulation } from './runSimulation.ts';
import type { SimulatedMiner, SimulationOptions } from './SimulationOptions.ts';
import type { SimulatedAnswer, SimulationReport } from './SimulationReport.ts';

/** Intervals cost half a second of a free core each. */
vi.setConfig({ testTimeout: 60_000 });

const keypair = (byte: number) => keypairFromSeed(new Uint8Array(32).fill(byte));

/** Images whose only byte is their label, so that a miner can know it. */
function labelledSource(part: Partial<ChallengeSource> = {}): ChallengeSource {
  let count = 0;
  return {
    async next(label) {
      count += 1;
      return { jpeg: Uint8Array.of(label ?? 2), label, source: 'real', name: `${count}` };
    },
    close: () => Promise.reject(new Error('a run does not close its source')),
    ...part,
  };
}

const run = (options: Partial<SimulationOptions> & Pick<SimulationOptions, 'miners'>) =>
  runSimulation({
    ...{ validators: 2, source: labelledSource(), profile: 'may-2026', challenges: 12, seed: 'a' },
    pace: { kind: 'none' },
    ...options,
  });
/** What must not depend on keys, ports or time. */
const gist = ({ answers, miners }: SimulationReport) => ({
  answers: answers
    .map(({ challenge, miner, image, kind, label, prediction, reward, score }) => ({
      ...{ challenge, miner, image, kind, label, prediction, reward, score },
    }))
    .sort((a, b) => a.challenge - b.challenge || a.miner.localeCompare(b.miner)),
  standings: miners.map(({ miner, score, rank, weight, reward, accuracy, mcc, expectedReward }) => ({
    ...{ miner, score, rank, weight, reward, accuracy, mcc, expectedReward },
  })),
});

describe('runSimulation', () => {
  it('asks miners as validators do, and pays the better one more', async () => {
    const good = await startAnsweringMiner(1, (label) => (label === 1 ? 0.9 : 0.2));
    const poor = await startAnsweringMiner(2, () => 0.8);
    const seen: SimulatedAnswer[] = [];
    const sent: SentChallenge[] = [];
    const report = await run({
      ...{ miners: [good, poor], challenges: 40, note: 'a test' },
      onAnswer: (answer) => seen.push(answer),
      onChallenge: (challenge) => sent.push(challenge),
    });
    expect(report).toMatchObject({ challenges: 40, interrupted: false, note: 'a test', seed: 'a' });
    expect(report.answers).toEqual(seen.toSorted((a, b) => a.challenge - b.challenge));
    expect(seen).toHaveLength(80);
    expect(sent.map(({ challenge }) => challenge).sort((a, b) => a - b)).toEqual([...Array(40).keys()]);
    expect(new Set(seen.map(({ validator }) => validator)).size).toBe(2);
    const [first, second] = report.miners;
    expect(first).toMatchObject({
      ...{ miner: 'miner 1', uid: 1, assumed: false, challenges: 40, answered: 40, rank: 1, failures: {} },
      ...{ accuracy: { value: 1 }, mcc: { value: 1 }, expectedReward: { value: 1, low: 1, high: 1 } },
    });
    expect(second).toMatchObject({ rank: 2, mcc: { value: 0 } });
    expect((first?.weight ?? 0) + (second?.weight ?? 0)).toBeCloseTo(1, 12);
    expect(first?.weight).toBeGreaterThan(0.7);
    expect(first?.score).toBeGreaterThan(second?.score ?? 1);
    expect(first?.p99Ms).toBeGreaterThanOrEqual(first?.p50Ms ?? Number.POSITIVE_INFINITY);
  });

  it('is the same again from the same seed, whatever keys and speeds', async () => {
    const once = async (seed: string, delayMs: number) => {
      const miner = await startAnsweringMiner(1, async (label, count) => {
        await new Promise((resolve) => setTimeout(resolve, count % 3 === 0 ? delayMs : 0));
        return label === 1 ? 0.7 : 0.6;
      });
      const rivals = [{ name: 'rival', accuracy: 0.8, answerRate: 0.9 }];
      return gist(
        await run({
          miners: [miner],
          rivals,
          organicShare: 0.2,
          seed,
          pace: { kind: 'poisson', perMinute: 60_000 },
        }),
      );
    };
    const first = await once('a', 0);
    expect(await once('a', 15)).toEqual(first);
    expect(await once('b', 0)).not.toEqual(first);
  });

  it('draws ten of many, the same miner again only when all had their turn', async () => {
    const miner = await startAnsweringMiner(30, () => 0.9);
    const rivals = Array.from({ length: 59 }, (_, index) => ({
      ...{ name: `rival ${index}`, accuracy: 0.5 + index / 118, answerRate: 1 },
    }));
    const report = await run({ miners: [miner], rivals, validators: 1, challenges: 12 });
    // Two decks of sixty.
    expect(report.miners.map(({ challenges }) => challenges)).toEqual(Array(60).fill(2));
    expect(report.answers).toHaveLength(2);
    expect(report.miners.filter(({ assumed }) => assumed)).toHaveLength(59);
    const uids = report.miners.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(60);
    expect(uids).not.toContain(0);
    expect(report.miners.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it('neither scores nor pays organic challenges, which go to few miners before May', async () => {
    const miners = await Promise.all(
      [1, 2, 3, 4, 5].map((byte) => startAnsweringMiner(byte, (label) => label)),
    );
    const report = await run({ miners, organicShare: 1, profile: 'january-2026', challenges: 5 });
    expect(report.answers).toHaveLength(15);
    expect(
      report.answers.every(({ kind, reward, score }) => kind === 'organic' && reward + score === 0),
    ).toBe(true);
    expect(report.miners[0]).toMatchObject({ accuracy: null, mcc: null, reward: 0, weight: 0 });
  });

  it('counts what is no answer, with the reason, and lets the validator’s arithmetic have every number', async () => {
    const answers = [0.9, 1.5, Number.NaN, -1, 0.9];
    const odd = await startAnsweringMiner(1, (_, count) => answers[count] ?? 0.9);
    const gone: SimulatedMiner = {
      ...{ name: 'gone', uid: 7, address: { ip: '127.0.0.1', port: 1, hotkey: keypair(7).address } },
    };
    const report = await run({ miners: [odd, gone], validators: 1, challenges: 5 });
    const [first, second] = report.miners;
    expect(first).toMatchObject({ challenges: 5, answered: 2 });
    expect(Object.values(first?.failures ?? {}).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(first?.failures).toMatchObject({ 'the prediction was 1.5': 1, 'the prediction was -1': 1 });
    expect(second).toMatchObject({ challenges: 5, answered: 0, score: 0, p50Ms: null, accuracy: null });
    expect(Object.keys(second?.failures ?? {})[0]).toMatch(/unavailable/);
    const own = report.answers.filter(({ miner }) => miner === 'miner 1');
    // An axon cannot send NaN.
    const history = own.map(({ label }, index) => ({
      prediction: [0.9, 1.5, -1, -1, 0.9][index] ?? 0,
      label: label ?? 0,
    }));
    expect(own.at(-1)?.reward).toBe(challengeReward(history));
  });

  it('gives up after the time that validators wait', async () => {
    const slow = await startAnsweringMiner(1, () => new Promise(() => {}));
    const report = await run({ miners: [slow], validators: 1, challenges: 1, timeout: 0.2 });
    expect(report.answers).toMatchObject([{ prediction: null, status: 408, reward: 0 }]);
  });

  it('follows the plan of a replay: times, validators, kinds, and images without a label', async () => {
    const miner = await startAnsweringMiner(1, () => 0.9);
    const plan = [
      { atMs: 0, kind: 'scored', label: 1, validator: 1 },
      { atMs: 30, kind: 'organic', label: 0, validator: 0 },
      { atMs: 60, kind: 'scored', label: null, validator: 3 },
    ] as const;
    const validators = [keypair(8), keypair(9)];
    const report = await run({
      miners: [miner],
      validators,
      source: labelledSource({ plan }),
      challenges: 99,
    });
    const answers = report.answers.toSorted((a, b) => a.challenge - b.challenge);
    expect(answers).toMatchObject([
      { validator: keypair(9).address, kind: 'scored', label: 1, reward: 0.125 },
      { validator: keypair(8).address, kind: 'organic', label: 0, reward: 0 },
      { validator: keypair(9).address, kind: 'organic', label: null },
    ]);
    for (const [index, { atS }] of answers.entries()) expect(atS).toBeGreaterThan((index * 30 - 5) / 1_000);
  });

  it('still reports when it is stopped', async () => {
    const controller = new AbortController();
    const miner = await startAnsweringMiner(1, (label, count) => (count < 5 ? label : new Promise(() => {})));
    const report = await run({
      ...{ miners: [miner], validators: 1, challenges: 1_000, signal: controller.signal },
      onChallenge: ({ challenge }) => challenge === 5 && controller.abort(new Error('Ctrl-C')),
    });
    expect(report).toMatchObject({ interrupted: true, miners: [{ challenges: 5, answered: 5 }] });
  });

  it('tells which weights validators set when it runs long enough, also while they burn', async () => {
    const miner = await startAnsweringMiner(1, (label) => label);
    let nowNs = 0n;
    const clock = {
      now: () => Date.now(),
      nowNs: () => BigInt(Date.now()) * 1_000_000n,
      // Each look at it takes two minutes.
      monotonicNs: () => {
        nowNs += 120_000_000_000n;
        return nowNs;
      },
      sleep: () => Promise.resolve(),
    };
    const set: string[] = [];
    const onWeights: SimulationOptions['onWeights'] = (_, weights) => set.push(JSON.stringify(weights));
    const weights = { halt: { kind: 'burn' } } as const;
    const report = await run({ miners: [miner], validators: 1, clock, onWeights, weights });
    expect(set.length).toBeGreaterThan(0);
    expect(new Set(set)).toEqual(new Set(['[{"uid":0,"weight":65535}]']));
    expect(report.miners[0]).toMatchObject({ weight: 0, rank: 1 });
  });

  it('closes what it opened, and passes on what a source throws', async () => {
    const miner = await startAnsweringMiner(1, (label) => label);
    let open = 0;
    const openDendrite: SimulationOptions['openDendrite'] = (signer) => {
      const dendrite = createDendrite({ keypair: signer });
      open += 1;
      return {
        ...dendrite,
        close() {
          open -= 1;
          dendrite.close();
        },
      };
    };
    await run({ miners: [miner], openDendrite });
    expect(open).toBe(0);
    const broken = labelledSource({ next: () => Promise.reject(new Error('no disk')) });
    await expect(run({ miners: [miner], openDendrite, source: broken })).rejects.toThrow('no disk');
    expect(open).toBe(0);
    const empty = labelledSource({ next: async () => null });
    await expect(run({ miners: [miner], source: empty })).rejects.toMatchObject({
      code: 'RC_SIMULATOR_NO_IMAGES',
    });
  });

  it('refuses miners that cannot be told apart', async () => {
    const miner: SimulatedMiner = {
      ...{ name: 'a', uid: 1, address: { ip: '127.0.0.1', port: 1, hotkey: keypair(1).address } },
    };
    for (const miners of [
      [],
      [miner, { ...miner, uid: 2 }],
      [miner, { ...miner, name: 'b' }],
      [{ ...miner, uid: -1 }],
    ]) {
      await expect(run({ miners })).rejects.toMatchObject({ code: 'RC_SIMULATOR_MINERS_INVALID' });
    }
    const rivals = [{ name: 'a', accuracy: 1, answerRate: 1 }];
    await expect(run({ miners: [miner], rivals })).rejects.toMatchObject({
      code: 'RC_SIMULATOR_MINERS_INVALID',
    });
  });
});
