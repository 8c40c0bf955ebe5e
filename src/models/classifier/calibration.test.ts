import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calibration, calibrationSchema } from '../../contracts/release.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { applyCalibration } from './applyCalibration.ts';
import { fitIsotonic } from './fitIsotonic.ts';
import { fitPlatt } from './fitPlatt.ts';
import { fitTemperature } from './fitTemperature.ts';
import { sigmoid } from './sigmoid.ts';
import { weighLabels } from './weighLabels.ts';

const fits = [
  ['temperature', fitTemperature],
  ['platt', fitPlatt],
  ['isotonic', fitIsotonic],
] as const;

/** Logits z of images whose chance of roadwork is σ(slope · z + intercept) under a prior of 0.5. */
const simulate = (count: number, { slope = 1, intercept = 0, positiveShare = 0.5 } = {}) => {
  const random = createRandom('calibration');
  const logits: number[] = [];
  const labels: number[] = [];
  while (logits.length < count) {
    const z = random.float() * 12 - 6;
    const label = random.float() < sigmoid(slope * z + intercept) ? 1 : 0;
    // Rejection changes the share of the classes, not what a logit means within a class.
    const kept = label === 1 ? positiveShare : 1 - positiveShare;
    if (random.float() >= kept) continue;
    logits.push(z);
    labels.push(label);
  }
  return { logits, labels };
};

const weightedLoss = (calibration: Calibration, logits: readonly number[], labels: readonly number[]) =>
  weighLabels(logits, labels).reduce((sum, { logit, label, weight }) => {
    const p = applyCalibration(calibration, logit);
    return sum - weight * Math.log(label === 1 ? p : 1 - p);
  }, 0);

const examples = fc
  .array(fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.constantFrom(0, 1)), {
    minLength: 2,
    maxLength: 60,
  })
  .map((pairs) => ({ logits: pairs.map(([logit]) => logit), labels: pairs.map(([, label]) => label) }));

describe('applyCalibration', () => {
  const calibrations = fc.oneof(
    fc.record({
      method: fc.constant('temperature' as const),
      temperature: fc.double({ min: 0.01, max: 100, noNaN: true }),
    }),
    fc.record({
      method: fc.constant('platt' as const),
      slope: fc.double({ min: 0.001, max: 100, noNaN: true }),
      intercept: fc.double({ min: -50, max: 50, noNaN: true }),
    }),
    fc
      .uniqueArray(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 12 })
      .chain((logits) =>
        fc.record({
          method: fc.constant('isotonic' as const),
          logits: fc.constant(logits.map((logit) => logit + 0).sort((a, b) => a - b)),
          probabilities: fc
            .array(fc.double({ min: 0, max: 1, noNaN: true }), {
              minLength: logits.length,
              maxLength: logits.length,
            })
            .map((values) => values.sort((a, b) => a - b)),
        }),
      ),
  );

  it('gives a probability that never falls as the logit rises', () => {
    const logit = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(calibrations, logit, logit, (calibration, a, b) => {
        const low = applyCalibration(calibration, Math.min(a, b));
        const high = applyCalibration(calibration, Math.max(a, b));
        return low >= 0 && high <= 1 && low <= high;
      }),
      { numRuns: 500 },
    );
  });

  it('does what the schema says', () => {
    expect(applyCalibration({ method: 'temperature', temperature: 2 }, 2)).toBeCloseTo(sigmoid(1), 14);
    expect(applyCalibration({ method: 'platt', slope: 3, intercept: -1 }, 2)).toBeCloseTo(sigmoid(5), 14);
    const isotonic = { method: 'isotonic', logits: [-1, 1, 2], probabilities: [0.2, 0.4, 0.9] } as const;
    const curve = [-9, -1, 0, 1, 1.5, 2, 9].map((logit) =>
      applyCalibration({ ...isotonic, logits: [...isotonic.logits], probabilities: [0.2, 0.4, 0.9] }, logit),
    );
    expect(curve).toEqual([0.2, 0.2, 0.3, 0.4, 0.65, 0.9, 0.9].map((value) => expect.closeTo(value, 12)));
  });
});

describe.each(fits)('fitting %s', (method, calibrate) => {
  it('makes a calibration that a release may carry, or says why it cannot', () => {
    let fitted = 0;
    fc.assert(
      fc.property(examples, ({ logits, labels }) => {
        try {
          const calibration = calibrate(logits, labels);
          fitted += 1;
          expect(calibrationSchema.parse(calibration)).toEqual(calibration);
        } catch (error) {
          expect(error).toMatchObject({ code: 'RC_CLASSIFIER_FIT_IMPOSSIBLE' });
        }
      }),
      { examples: [[{ logits: [0, -5e-324], labels: [1, 0] }]] },
    );
    expect(fitted).toBeGreaterThan(10);
  });

  it('finds back what made the data, whatever the share of roadwork in them', () => {
    for (const positiveShare of [0.5, 0.1]) {
      const { logits, labels } = simulate(20_000, { slope: 0.5, positiveShare });
      const calibration = calibrate(logits, labels);
      for (const z of [-4, -2, 0, 2, 4]) {
        const probability = applyCalibration(calibration, z);
        expect(Math.abs(probability - sigmoid(0.5 * z)), `${method} at ${z}`).toBeLessThan(0.05);
      }
    }
  });

  it('does not depend on the order of the images', () => {
    const { logits, labels } = simulate(200);
    const reversed = calibrate(logits.toReversed(), labels.toReversed());
    for (const z of [-3, 0, 1]) {
      expect(applyCalibration(reversed, z)).toBeCloseTo(applyCalibration(calibrate(logits, labels), z), 9);
    }
  });

  it('is beaten by no neighbour', () => {
    const { logits, labels } = simulate(300, { slope: 0.7, intercept: method === 'platt' ? 0.4 : 0 });
    const best = calibrate(logits, labels);
    // Platt's targets are not the labels, so only nearly the best of its kind.
    const allowed = method === 'platt' ? 0.05 : 1e-9;
    const bent = (factor: number): Calibration =>
      best.method === 'temperature'
        ? { ...best, temperature: best.temperature * factor }
        : best.method === 'platt'
          ? { ...best, slope: best.slope * factor }
          : { ...best, probabilities: best.probabilities.map((p) => p ** factor) };
    for (const factor of [0.5, 0.9, 1.1, 2]) {
      expect(weightedLoss(bent(factor), logits, labels)).toBeGreaterThan(
        weightedLoss(best, logits, labels) - allowed,
      );
    }
  });

  it('takes more images than a call takes arguments', () => {
    const count = 200_000;
    const logits = Float64Array.from({ length: count }, (_item, index) => index / count - 0.5);
    const labels = logits.map((logit, index) =>
      index % 10 === 0 ? 1 - Number(logit > 0) : Number(logit > 0),
    );
    expect(applyCalibration(calibrate(logits, labels), 0.4)).toBeGreaterThan(0.5);
  });

  it('refuses one class, no data, and labels that are none', () => {
    expect(() => calibrate([1, 2], [1, 1])).toThrow(/no image lacks roadwork/);
    expect(() => calibrate([1, 2], [0, 0])).toThrow(/no image has roadwork/);
    expect(() => calibrate([], [])).toThrow(expect.objectContaining({ code: 'RC_STATISTICS_EMPTY' }));
    expect(() => calibrate([1, 2], [0, 2])).toThrow(
      expect.objectContaining({ code: 'RC_STATISTICS_LABEL_INVALID' }),
    );
    expect(() => calibrate([1, Number.NaN], [0, 1])).toThrow(
      expect.objectContaining({ code: 'RC_STATISTICS_NOT_FINITE' }),
    );
  });
});

describe('calibrations of hopeless data', () => {
  it('are refused where a higher logit means less roadwork', () => {
    expect(() => fitTemperature([-2, -1, 1, 2], [1, 1, 0, 0])).toThrow(/higher logit/);
    expect(() => fitPlatt([-2, -1, 1, 2], [1, 1, 0, 0])).toThrow(/higher logit/);
    expect(() => fitIsotonic([1, 1], [0, 1])).toThrow(/all logits are equal/);
    expect(new Set(fitIsotonic([-2, -1, 1, 2], [1, 1, 0, 0]).probabilities)).toEqual(new Set([0.5]));
  });

  it('stay finite where the logits separate the classes', () => {
    const logits = [-3, -2, 2, 3];
    const labels = [0, 0, 1, 1];
    expect(fitTemperature(logits, labels).temperature).toBeCloseTo(0.01, 12);
    expect(fitPlatt(logits, labels).slope).toBeLessThan(2);
    expect(fitIsotonic(logits, labels).probabilities).toEqual(
      [1, 1, 5, 5].map((sixths) => expect.closeTo(sixths / 6, 12)),
    );
  });
});
