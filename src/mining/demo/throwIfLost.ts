import type { SimulatedAnswer } from '../simulator/SimulationReport.ts';
import { demoError } from './errors.ts';

/**
 * A demo that shows nothing has failed: on every challenge, or on any while the miner's clock is wrong.
 * @throws `wrongClock`; RC_DEMO_CHALLENGES_LOST when no challenge was answered
 */
export function throwIfLost(
  answers: readonly Pick<SimulatedAnswer, 'prediction' | 'failure'>[],
  wrongClock: Error | null,
): void {
  const lost = answers.filter(({ prediction }) => prediction === null);
  if (lost.length > 0 && wrongClock) throw wrongClock;
  if (lost.length < answers.length) return;
  const reason = lost[0]?.failure ?? 'no reason';
  throw demoError('RC_DEMO_CHALLENGES_LOST', { lost: lost.length, sent: answers.length, reason });
}
