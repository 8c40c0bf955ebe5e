import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseWeights } from '../../src/subnets/streetvision/validator/chooseWeights.ts';
import { createSubnetValidator } from '../../src/subnets/streetvision/validator/createSubnetValidator.ts';
import type { NeuronView } from '../../src/subnets/streetvision/validator/NeuronView.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_STATS;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_STATS to a Python that has numpy and scikit-learn');

interface Step {
  readonly neurons?: readonly NeuronView[];
  readonly label: 0 | 1;
  readonly answers: readonly { readonly uid: number; readonly prediction: number }[];
}

const random = createRandom('validator interop');
const neuron = (uid: number, part: Partial<NeuronView> = {}): NeuronView => ({
  ...{ uid, hotkey: `hotkey ${uid}`, serving: true, validatorPermit: false, stake: 0, ...part },
});
const rounds = 240;
const labels = Array.from({ length: rounds }, (): 0 | 1 => (random.float() < 0.5 ? 1 : 0));

/** One miner whose answer follows from the round and the label. */
const script = (answer: (round: number, label: 0 | 1) => number): Step[] =>
  labels.map((label, round) => ({
    ...(round === 0 && { neurons: [neuron(0)] }),
    label,
    answers: [{ uid: 0, prediction: answer(round, label) }],
  }));
const skilled = (share: number) => (label: 0 | 1) =>
  random.float() < share ? Math.abs(label - random.float() / 2) : Math.abs(1 - label - random.float() / 2);
const often = skilled(0.9);

const scripts: Readonly<Record<string, Step[]>> = {
  'all correct': script((_, label) => label),
  'all wrong': script((_, label) => 1 - label),
  'constant 0': script(() => 0),
  'constant 1': script(() => 1),
  'exactly 0.5': script((round, label) => (round % 3 === 0 ? 0.5 : often(label))),
  'bursts without an answer': script((round, label) => (round % 40 < 13 ? -1 : often(label))),
  'never an answer': script(() => -1),
  'NaN once': script((round, label) => (round === 60 ? Number.NaN : often(label))),
  '1.5 once': script((round, label) => (round === 60 ? 1.5 : often(label))),
  '-0.4 and 1.2 now and then': script((round, label) =>
    round % 17 === 0 ? -0.4 : round % 19 === 0 ? 1.2 : often(label),
  ),
  'another hotkey': script((_, label) => often(label)).map((step, round) =>
    round === 130 ? { ...step, neurons: [neuron(0, { hotkey: 'another' })] } : step,
  ),
};

/** Twelve uids, of which each round asks some, one of them twice now and then; two are validators, one for a while. */
function subnet(): Step[] {
  const skills = Array.from({ length: 12 }, () => skilled(0.5 + random.float() / 2));
  return labels.map((label, round) => {
    const asked = Array.from({ length: random.int(0, 5) }, () => random.int(0, 11));
    const answers = asked.map((uid) => ({
      uid,
      prediction: random.float() < 0.1 ? -1 : (skills[uid]?.(label) ?? 0),
    }));
    const neurons = Array.from({ length: round < 50 ? 10 : 12 }, (_, uid) =>
      neuron(uid, {
        validatorPermit: uid === 3 || (uid === 4 && round >= 100),
        stake: uid < 5 ? 50_000 : 40_096,
        hotkey: `hotkey ${uid}${round >= 150 && uid === 6 ? ' new' : ''}`,
      }),
    );
    const known = answers.filter(({ uid }) => uid < neurons.length);
    return { ...([0, 50, 100, 150].includes(round) && { neurons }), label, answers: known };
  });
}

const streams = [...Object.values(scripts), subnet(), subnet()];
const weightCases = Array.from({ length: 200 }, (_, index) => ({
  scores: Array.from({ length: random.int(1, 60) }, () =>
    random.float() < 0.3 ? 0 : random.float() ** (1 + (index % 5)),
  ),
  minimum: [1, 1, 2, 8][index % 4] ?? 1,
  limit: [1, 0.5, 0.1, 0.03][index % 4] ?? 1,
}));

const toWire = (stream: readonly Step[]) =>
  stream.map(({ neurons, label, answers }) => ({
    ...(neurons && {
      neurons: neurons.map(({ uid, hotkey, validatorPermit, stake }) => [
        uid,
        hotkey,
        validatorPermit,
        stake,
      ]),
    }),
    label,
    answers: answers.map(({ uid, prediction }) => [
      uid,
      Number.isFinite(prediction) ? prediction : String(prediction),
    ]),
  }));

const answerSchema = z.object({
  streams: z.array(z.array(z.object({ rewards: z.array(z.number()), scores: z.array(z.number()) }))),
  weights: z.array(z.array(z.tuple([z.number(), z.number()]))),
});

const close = (ours: readonly number[], theirs: readonly number[]) =>
  ours.length === theirs.length &&
  ours.every((value, index) => Math.abs(value - (theirs[index] ?? Number.NaN)) <= 1e-12);

describe.skipIf(!python)('a validator against NumPy and scikit-learn', () => {
  it('pays, remembers and sets the same after every round', async () => {
    const output = await runPython(python ?? '', 'validator_reference.py', {
      streams: streams.map(toWire),
      weights: weightCases,
    });
    const wanted = answerSchema.parse(output);
    expect(wanted.streams).toHaveLength(streams.length);
    const names = [...Object.keys(scripts), 'a subnet', 'another subnet'];
    for (const [index, stream] of streams.entries()) {
      const validator = createSubnetValidator({ random: createRandom('decks') });
      let uids: number[] = [];
      for (const [round, { neurons, label, answers }] of stream.entries()) {
        if (neurons) {
          validator.sync(neurons);
          uids = neurons.map(({ uid }) => uid);
        }
        const rewards = validator.judge(label, answers).map(({ reward }) => reward);
        const scores = uids.map((uid) => validator.scoreOf(uid));
        const theirs = wanted.streams[index]?.[round] ?? { rewards: [], scores: [] };
        if (!close(rewards, theirs.rewards) || !close(scores, theirs.scores)) {
          expect({ stream: names[index], round, rewards, scores }).toEqual(theirs);
        }
      }
    }
    // The scripts do what their names say.
    const last = wanted.streams.map((rows) => rows.at(-1)?.scores[0] ?? Number.NaN);
    expect(last[names.indexOf('all correct')]).toBeGreaterThan(0.99);
    expect(last[names.indexOf('never an answer')]).toBe(0);
    expect(last[names.indexOf('constant 0')]).toBeLessThan(0.125);
    expect(new Set(wanted.streams.flat().flatMap(({ rewards }) => rewards)).size).toBeGreaterThan(500);

    const capped = wanted.weights.filter((rows) => rows.filter(([, weight]) => weight === 65_535).length > 1);
    expect(capped.length).toBeGreaterThan(20);
    for (const [index, { scores, minimum, limit }] of weightCases.entries()) {
      const ours = chooseWeights(
        scores.map((score, uid) => ({ uid, score })),
        { minAllowedWeights: minimum, maxWeightLimit: limit },
      );
      expect({ index, weights: ours.map(({ uid, weight }) => [uid, weight]) }).toEqual({
        index,
        weights: wanted.weights[index],
      });
    }
  }, 120_000);
});
