import type { SimulatedAnswer } from '../SimulationReport.ts';
import { type Alignment, alignColumns } from './alignColumns.ts';
import type { Standing } from './createStandings.ts';
import { plainText } from './plainText.ts';

/** What whoever watches a simulation sees at one moment. */
export interface LiveRows {
  /** The last answers, oldest first; as many lines as are given. */
  readonly answers: readonly SimulatedAnswer[];
  /** The best first, as `createStandings` lists them. */
  readonly standings: readonly Standing[];
}

const labels = new Map<0 | 1 | null, string>([
  [0, 'no roadwork'],
  [1, 'roadwork'],
  [null, 'unknown'],
]);
const figure = (value: number | null, digits = 3): string => (value === null ? '–' : value.toFixed(digits));
const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} ms`);

function verdict({ prediction, label, kind, failure }: SimulatedAnswer): string {
  if (prediction === null) return plainText(failure ?? 'no answer');
  if (label === null || kind === 'organic') return 'not scored';
  return prediction > 0.5 === (label === 1) ? 'right' : 'wrong';
}

/**
 * The table of a running simulation: its last answers, and below them how the miners stand. Several miners are named
 * on each line, a single one is not.
 * @param width of the terminal in columns; longer lines are cut, so that none wraps
 * @returns lines without a newline at the end
 */
export function formatLiveTable({ answers, standings }: LiveRows, width: number): string {
  const several = standings.length > 1;
  const answerRows = answers.map((answer) => [
    String(answer.challenge + 1),
    ...(several ? [plainText(answer.miner, 24)] : []),
    labels.get(answer.label) ?? '',
    figure(answer.prediction, 2),
    milliseconds(answer.latencyMs),
    verdict(answer),
  ]);
  const standingRows = standings.map((standing) => [
    plainText(standing.miner, 24),
    `${standing.answered} of ${standing.challenges}`,
    figure(standing.accuracy),
    figure(standing.mcc),
    figure(standing.reward),
    figure(standing.score),
    milliseconds(standing.p50Ms),
    milliseconds(standing.p99Ms),
    String(standing.rank),
  ]);
  const head = ['challenge', ...(several ? ['miner'] : []), 'label', 'prediction', 'latency', ''];
  const minerSide: readonly Alignment[] = several ? ['left'] : [];
  const answerSides: readonly Alignment[] = ['right', ...minerSide, 'left', 'right', 'right', 'left'];
  return [
    ...alignColumns([head, ...answerRows], answerSides),
    '',
    ...alignColumns([
      ['miner', 'answered', 'accuracy', 'MCC', 'reward', 'score', 'p50', 'p99', 'rank'],
      ...standingRows,
    ]),
  ]
    .map((line) => cut(line, width))
    .join('\n');
}

const cut = (line: string, width: number): string => {
  const characters = [...line];
  return characters.length <= width
    ? line
    : `${characters
        .slice(0, Math.max(0, width - 1))
        .join('')
        .trimEnd()}…`;
};
