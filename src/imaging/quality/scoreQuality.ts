import type { QualitySignals } from './measureQuality.ts';

/** A judgement on an image, with what speaks against it. */
export interface QualityScore {
  /** 0 (useless) to 1 (nothing to complain about). */
  readonly score: number;
  readonly band: 'accept' | 'review' | 'reject';
  /** What keeps the score below 1, worst first. */
  readonly reasons: readonly QualityReason[];
}

export type QualityReason =
  | 'small'
  | 'blurred'
  | 'featureless'
  | 'dark'
  | 'bright'
  | 'clipped'
  | 'noisy'
  | 'compressed';

interface Rule {
  readonly reason: QualityReason;
  readonly signal: (signals: QualitySignals) => number;
  /** Where the rule gives 0 and from where on it gives 1; straight between them. */
  readonly worst: number;
  readonly fine: number;
}

/**
 * Bounds chosen by judgement, not fitted to data: they are meant to let street images at night and in rain pass and to
 * stop thumbnails, lens caps and smears.
 */
const rules: readonly Rule[] = [
  { reason: 'small', signal: ({ shorterSide }) => shorterSide, worst: 32, fine: 160 },
  { reason: 'blurred', signal: (signals) => signals.laplacianVariance, worst: 5, fine: 100 },
  { reason: 'featureless', signal: ({ edgeDensity }) => edgeDensity, worst: 0, fine: 0.02 },
  { reason: 'dark', signal: ({ brightness }) => brightness, worst: 0.02, fine: 0.12 },
  { reason: 'bright', signal: ({ brightness }) => brightness, worst: 0.98, fine: 0.85 },
  // Half of a letterboxed panorama is black by right.
  { reason: 'clipped', signal: (signals) => signals.blackShare + signals.whiteShare, worst: 0.98, fine: 0.6 },
  { reason: 'noisy', signal: ({ noise }) => noise, worst: 40, fine: 12 },
  { reason: 'compressed', signal: ({ jpegQuality }) => jpegQuality ?? 100, worst: 5, fine: 40 },
  { reason: 'compressed', signal: (signals) => signals.blockiness, worst: 4, fine: 1.8 },
];
const rejectBelow = 0.2;
const acceptFrom = 0.6;

/**
 * An image is as good as its worst side: the score is the smallest of the rules', because sharpness does not make up
 * for darkness.
 */
export function scoreQuality(signals: QualitySignals): QualityScore {
  const found = rules
    .map(({ reason, signal, worst, fine }) => ({
      reason,
      score: Math.min(1, Math.max(0, (signal(signals) - worst) / (fine - worst))),
    }))
    .filter(({ score }) => score < 1)
    .sort((a, b) => a.score - b.score);
  const score = found[0]?.score ?? 1;
  const band = score < rejectBelow ? 'reject' : score < acceptFrom ? 'review' : 'accept';
  return { score, band, reasons: [...new Set(found.map(({ reason }) => reason))] };
}
