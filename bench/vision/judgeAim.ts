import { quantile } from '../../src/support/statistics/quantile.ts';
import type { PartResult } from './runRounds.ts';
import type { Times } from './timeCalls.ts';

/** Our time over PyTorch's, at most. */
const aim = 0.6;

/** One of our precisions against the fastest variant of PyTorch, backbone and head together. */
export interface Verdict {
  readonly precision: string;
  /** PyTorch's variant with the lowest median. */
  readonly variant: string;
  readonly oursMs: number;
  readonly torchMs: number;
  /** Of the time by the clock, of every round. */
  readonly ratios: readonly number[];
  /** Of CPU time. */
  readonly cpuRatios: readonly number[];
  readonly aim: number;
  /** By the clock; `unclear`: some rounds say this and some that. */
  readonly outcome: 'met' | 'missed' | 'unclear';
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * Backbone plus head, ms, of every round.
 * @throws Error when the model was not measured
 */
const modelRounds = (parts: readonly PartResult[], model: string, measure: keyof Times): number[] => {
  const [backbone, head] = ['backbone', 'head'].map((name) =>
    parts.find((part) => part.name === `${model} ${name}`),
  );
  if (backbone === undefined || head === undefined) throw new Error(`${model} was not measured.`);
  return backbone.rounds.map(
    (times, round) => median(times[measure]) + median(head.rounds[round]?.[measure] ?? []),
  );
};

/** Compares within each round, so that a slow minute of the machine hits both sides. */
export function judgeAim(
  parts: readonly PartResult[],
  precisions: readonly string[],
  variants: readonly string[],
): readonly Verdict[] {
  const [fastest] = variants
    .map((variant) => ({ variant, ms: median(modelRounds(parts, `torch ${variant}`, 'wall')) }))
    .sort((a, b) => a.ms - b.ms);
  if (fastest === undefined) return [];
  const compare = (precision: string, measure: keyof Times): number[] => {
    const torch = modelRounds(parts, `torch ${fastest.variant}`, measure);
    const ours = modelRounds(parts, `ours ${precision}`, measure);
    return ours.map((ms, round) => ms / (torch[round] ?? Number.NaN));
  };
  return precisions.map((precision) => {
    const ratios = compare(precision, 'wall');
    const met = ratios.filter((ratio) => ratio <= aim).length;
    return {
      ...{ precision, variant: fastest.variant, ratios, cpuRatios: compare(precision, 'cpu'), aim },
      ...{ oursMs: median(modelRounds(parts, `ours ${precision}`, 'wall')), torchMs: fastest.ms },
      outcome: met === ratios.length ? 'met' : met === 0 ? 'missed' : 'unclear',
    };
  });
}
