import type { ManifestEntry } from '../../../records/manifests/readManifest.ts';
import type { ChallengeProfileName } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import type { Clock } from '../../../support/clock/Clock.ts';
import type { Random } from '../../../support/random/Random.ts';
import type { LossAttribution } from '../faults/attributeLosses.ts';
import type { FaultPlan } from '../faults/faultPlanSchema.ts';
import type { Pace, Rival, SimulatedMiner } from '../SimulationOptions.ts';
import type { SimulatedAnswer, SimulationReport } from '../SimulationReport.ts';

/** Where the images come from. */
export type SessionImages =
  | { readonly kind: 'rendered' }
  | { readonly kind: 'photographs'; readonly entries: readonly ManifestEntry[] }
  /** Photographs, again and again, and rendered scenes among them as validators of the month generated some. */
  | { readonly kind: 'mixed'; readonly entries: readonly ManifestEntry[] }
  | { readonly kind: 'replay'; readonly path: string; readonly speed: number };

export interface SessionOptions {
  readonly miners: readonly SimulatedMiner[];
  readonly images: SessionImages;
  /** Of a replay those of its recording, unless given. */
  readonly validators?: number;
  /** Seeds of the validators' keys; without it they follow from `seed`. */
  readonly keyFile?: string;
  /** Of a replay that of its recording. */
  readonly profile: ChallengeProfileName;
  /** `null`: until the images or the time end. */
  readonly challenges: number | null;
  /** Seconds; `null`: no limit. */
  readonly durationS: number | null;
  readonly pace: Pace;
  /** 0 to 1. */
  readonly organicShare: number;
  readonly seed: string;
  readonly rivals: readonly Rival[];
  readonly faults: FaultPlan | null;
  /** Traffic file to write. */
  readonly record?: string;
  /** HTML file to write. */
  readonly report?: string;
  /** Files to write for the miner before anything is sent. */
  readonly writeValidators?: string;
  readonly writeMetagraph?: string;
  /** Miners beyond private networks may be called. */
  readonly publicTargets: boolean;
  readonly clock: Clock;
  /** For keys; fit for secrets. */
  readonly random: Random;
  readonly signal?: AbortSignal;
  readonly onAnswer?: (answer: SimulatedAnswer) => void;
}

export interface SessionResult {
  readonly validators: readonly string[];
  /** `null` when there were no miners, and files were all that was wanted. */
  readonly report: SimulationReport | null;
  /** What the injected faults explain; without faults every loss is unexplained. */
  readonly attribution: LossAttribution | null;
  /** What was left out of a recording, images that could not be read. */
  readonly notices: readonly string[];
  /** What was written. */
  readonly files: readonly string[];
}
