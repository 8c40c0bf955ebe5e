import type { Calibration } from '../../contracts/release.ts';
import { classifierError } from './errors.ts';
import { sigmoid } from './sigmoid.ts';
import { weighLabels } from './weighLabels.ts';

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

const mostSteps = 100;

/**
 * Platt scaling σ(slope · logit + intercept) by weighted maximum likelihood, both classes counting the same. The
 * targets are Platt's (1999): with N the weight of a class (n / 2), (N + 1) / (N + 2) for roadwork and 1 / (N + 2)
 * otherwise, so that the fit exists also for logits that separate the classes. Newton's method with halved steps, as
 * Lin, Lin & Weng, "A note on Platt's probabilistic outputs", Machine Learning 68, 2007.
 * @throws RC_CLASSIFIER_FIT_IMPOSSIBLE when a class is missing, higher logits do not mean roadwork, or logits lie so
 *   near each other or so far apart that no double holds the slope; the errors of pairLabelsWithScores
 */
export function fitPlatt(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
): Extract<Calibration, { method: 'platt' }> {
  const classWeight = logits.length / 2;
  const items = weighLabels(logits, labels);
  // Newton's steps are the same for every scale, the rounding is not. The items come by rising logit.
  const scale = Math.max(Math.abs(items[0]?.logit ?? 0), Math.abs(items.at(-1)?.logit ?? 0)) || 1;
  const cases = items.map(({ logit, label, weight }) => ({
    x: logit / scale,
    target: label === 1 ? (classWeight + 1) / (classWeight + 2) : 1 / (classWeight + 2),
    weight,
  }));

  /** Weighted cross-entropy: log(1 + e^z) − target · z, written so that it cannot overflow. */
  const lossAt = ({ slope, intercept }: Line): number =>
    cases.reduce((sum, { x, target, weight }) => {
      const z = slope * x + intercept;
      return sum + weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target * z);
    }, 0);

  const newtonStep = ({ slope, intercept }: Line): Line & { readonly decrease: number } => {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-12, 0, 1e-12];
    for (const { x, target, weight } of cases) {
      const p = sigmoid(slope * x + intercept);
      const error = weight * (p - target);
      const curvature = weight * p * (1 - p);
      g0 += error;
      g1 += error * x;
      h00 += curvature;
      h01 += curvature * x;
      h11 += curvature * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    const step = {
      intercept: -(h11 * g0 - h01 * g1) / determinant,
      slope: -(h00 * g1 - h01 * g0) / determinant,
    };
    return { ...step, decrease: -(g0 * step.intercept + g1 * step.slope) };
  };

  let line: Line = { slope: 0, intercept: 0 };
  let loss = lossAt(line);
  for (let round = 0; round < mostSteps; round += 1) {
    const step = newtonStep(line);
    let length = 1;
    let next = line;
    let nextLoss = loss;
    for (; length > 1e-10; length /= 2) {
      next = {
        slope: line.slope + length * step.slope,
        intercept: line.intercept + length * step.intercept,
      };
      nextLoss = lossAt(next);
      if (nextLoss < loss - 1e-4 * length * step.decrease) break;
    }
    if (!(nextLoss < loss)) break;
    line = next;
    loss = nextLoss;
  }
  const slope = line.slope / scale;
  if (slope > 0 && slope < Number.POSITIVE_INFINITY) {
    return { method: 'platt', slope, intercept: line.intercept };
  }
  const problem =
    line.slope > 0 ? 'no number is that steep or flat' : 'a higher logit does not mean roadwork';
  throw classifierError('RC_CLASSIFIER_FIT_IMPOSSIBLE', { problem });
}
