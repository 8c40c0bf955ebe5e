import type { MinerSummary } from '../simulator/SimulationReport.ts';
import type { DemoFigure, DemoReport } from './DemoReport.ts';

type Figures = Pick<
  DemoReport,
  DemoFigure | 'challenges' | 'answered' | 'score' | 'reasons' | 'intervals' | 'paid'
>;

/** The scoreboard of the one miner of a demo. */
export function readFigures(summary: MinerSummary): Figures {
  const { challenges, answered, accuracy, mcc, mccReason, expectedReward, reward, score, p50Ms, p99Ms } =
    summary;
  const reasons: Partial<Record<DemoFigure, string>> = {};
  const noAnswer = 'no challenge was answered';
  if (accuracy === null) reasons.accuracy = noAnswer;
  if (mcc === null) reasons.mcc = mccReason ?? noAnswer;
  if (expectedReward === null) reasons.reward = 'all challenges have the same label';
  if (p50Ms === null) reasons.p50Ms = noAnswer;
  if (p99Ms === null) reasons.p99Ms = noAnswer;
  return {
    ...{ challenges, answered, score, p50Ms, p99Ms, reasons, paid: reward },
    accuracy: accuracy?.value ?? null,
    mcc: mcc?.value ?? null,
    reward: expectedReward?.value ?? null,
    intervals: { accuracy, mcc, reward: expectedReward },
  };
}
