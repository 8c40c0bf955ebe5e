import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { applyCalibration } from '../../src/models/classifier/applyCalibration.ts';
import { fitIsotonic } from '../../src/models/classifier/fitIsotonic.ts';
import { fitPlatt } from '../../src/models/classifier/fitPlatt.ts';
import { fitTemperature } from '../../src/models/classifier/fitTemperature.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { runPython } from './runPython.ts';

const Reference = z.array(
  z.object({
    temperature: z.number(),
    platt: z.tuple([z.number(), z.number()]),
    plattOfSklearn: z.array(z.number()),
    isotonic: z.array(z.number()),
  }),
);

const random = createRandom('calibration against scikit-learn');
const cases = Array.from({ length: 60 }, (_, index) => {
  const size = 20 + random.int(0, index < 50 ? 200 : 2_000);
  const share = 0.1 + 0.8 * random.float();
  // One of each class at least; some sets have many equal logits.
  const labels = Array.from({ length: size }, (_, item) =>
    item < 2 ? item : random.float() < share ? 1 : 0,
  );
  const step = index % 3 === 0 ? 1 : 1e-6;
  const logits = labels.map((label) => {
    const noise = random.float() + random.float() + random.float() - 1.5;
    return Math.round((6 * noise + (label === 1 ? 1.5 : -1) + 0.5) / step) * step;
  });
  const points = Array.from({ length: 50 }, () => 16 * random.float() - 8);
  return { logits, labels, points };
});

const python = process.env.ROADCREW_PYTHON_STATS;
if (!python)
  console.warn('skipped: set ROADCREW_PYTHON_STATS to a Python that has numpy, scipy and scikit-learn');

describe.skipIf(!python)('calibrations against scipy and scikit-learn', () => {
  let reference: z.infer<typeof Reference> = [];
  beforeAll(async () => {
    reference = Reference.parse(await runPython(python ?? '', 'calibration_reference.py', cases));
  });

  it('temperature', () => {
    expect(reference).toHaveLength(cases.length);
    for (const [index, { logits, labels }] of cases.entries()) {
      const { temperature } = fitTemperature(logits, labels);
      expect(temperature / (reference[index]?.temperature ?? 0)).toBeCloseTo(1, 6);
    }
  });

  it('Platt', () => {
    for (const [index, { logits, labels, points }] of cases.entries()) {
      const calibration = fitPlatt(logits, labels);
      const [slope, intercept] = reference[index]?.platt ?? [0, 0];
      expect(calibration.slope / slope).toBeCloseTo(1, 6);
      expect(calibration.intercept).toBeCloseTo(intercept, 6);
      // scikit-learn stops earlier.
      for (const [at, point] of points.entries()) {
        expect(
          Math.abs(applyCalibration(calibration, point) - (reference[index]?.plattOfSklearn[at] ?? 9)),
        ).toBeLessThan(2e-3);
      }
    }
  });

  it('isotonic', () => {
    for (const [index, { logits, labels, points }] of cases.entries()) {
      const calibration = fitIsotonic(logits, labels);
      for (const [at, point] of points.entries()) {
        const ours = applyCalibration(calibration, point);
        expect(ours, `case ${index} at ${point}`).toBeCloseTo(reference[index]?.isotonic[at] ?? 9, 9);
      }
    }
  });
});
