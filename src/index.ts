/**
 * `roadcrew`: what the mining platform offers to programs. The protocol alone is `roadcrew/bittensor`.
 * @module
 */

export type { Deadline } from './contracts/Deadline.ts';
export type { Decision } from './contracts/Decision.ts';
export { deadlineIn } from './detector/deadlineIn.ts';
export { type OpenDetector, type OpenDetectorOptions, openDetector } from './detector/openDetector.ts';
export type { DemoReport } from './mining/demo/DemoReport.ts';
export { runDemo } from './mining/demo/runDemo.ts';
export { imageSynapse } from './subnets/streetvision/imageSynapse.ts';
export type { Clock } from './support/clock/Clock.ts';
export { createManualClock } from './support/clock/createManualClock.ts';
export { systemClock } from './support/clock/systemClock.ts';
export { type ErrorCode, RoadcrewError } from './support/errors/RoadcrewError.ts';
export { createLogger } from './support/logging/createLogger.ts';
export type { Logger } from './support/logging/Logger.ts';
export { createMetricsRegistry } from './support/metrics/createMetricsRegistry.ts';
export { createRandom } from './support/random/createRandom.ts';
export type { Random } from './support/random/Random.ts';
export { accuracy } from './support/statistics/accuracy.ts';
export { bootstrapInterval } from './support/statistics/bootstrapInterval.ts';
export { brierScore } from './support/statistics/brierScore.ts';
export { calibrationBins } from './support/statistics/calibrationBins.ts';
export { clopperPearsonInterval } from './support/statistics/clopperPearsonInterval.ts';
export { type ConfusionCounts, countConfusion } from './support/statistics/countConfusion.ts';
export { countDiscordant } from './support/statistics/countDiscordant.ts';
export { expectedCalibrationError } from './support/statistics/expectedCalibrationError.ts';
export { f1Score } from './support/statistics/f1Score.ts';
export { logLoss } from './support/statistics/logLoss.ts';
export type { Measured } from './support/statistics/Measured.ts';
export { matthewsCorrelation } from './support/statistics/matthewsCorrelation.ts';
export { mcnemarTest } from './support/statistics/mcnemarTest.ts';
export { pairedBootstrapDifference } from './support/statistics/pairedBootstrapDifference.ts';
export { precision } from './support/statistics/precision.ts';
export { quantile } from './support/statistics/quantile.ts';
export { RunningMoments } from './support/statistics/RunningMoments.ts';
export { recall } from './support/statistics/recall.ts';
export { rocAuc } from './support/statistics/rocAuc.ts';
export { specificity } from './support/statistics/specificity.ts';
export { wilsonInterval } from './support/statistics/wilsonInterval.ts';
