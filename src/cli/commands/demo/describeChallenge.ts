import type { DemoChallenge } from '../../../mining/demo/Scoreboard.ts';

const words = ['no roadwork', 'roadwork'] as const;

/** One line about one challenge: number, label, answer, time. */
export function describeChallenge(challenge: DemoChallenge, index: number, count: number): string {
  const { label, prediction, milliseconds, failure } = challenge;
  const number = `${String(index + 1).padStart(String(count).length)}/${count}`;
  const answer =
    prediction === null
      ? `no answer: ${failure}`
      : `${prediction.toFixed(2)}  ${prediction > 0.5 === (label === 1) ? 'right' : 'wrong'}`;
  return `${number}  ${words[label].padEnd(11)}  ${answer}  ${milliseconds.toFixed(0).padStart(4)} ms`;
}
