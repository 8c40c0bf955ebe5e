/** What is known while no validator calls. What is not known is `null`, never assumed. */
export interface SilenceFacts {
  /** Since the last verified challenge, or since the start where there was none. */
  readonly hoursSilent: number;
  /** Silence up to this is ordinary. */
  readonly thresholdHours: number;
  /** What our own port does when this machine asks it: `other` is somebody else's answer. */
  readonly port: 'answers' | 'closed' | 'other' | null;
  /**
   * What a look from outside found. One that fails from behind the same router is `null`: many routers do not lead
   * back in (ruling 35).
   */
  readonly reachable: boolean | null;
  /** Requests of other machines within the silence, whatever became of them. */
  readonly outsideRequests: number;
  /** Requests within the silence that were refused, by reason. */
  readonly refused: RefusedRequests;
  /** How far this clock is ahead of verified callers; `null` before the first. */
  readonly clockOffsetSeconds: number | null;
  /** Of the metagraph snapshot; `null` without one. */
  readonly snapshotAgeSeconds: number | null;
  /** Permitted validators of the snapshot; `null` without one. */
  readonly validators: number | null;
  /** Whether the subnet is halted, as the chain says; `null` while nobody has asked it. */
  readonly halted: boolean | null;
  /** Why the miner answers 503, or `null`. */
  readonly notReady: string | null;
}

export interface RefusedRequests {
  /** The signature was not the caller's for this request and this hotkey. */
  readonly signature: number;
  /** The nonce was too old, or from the future. */
  readonly nonce: number;
  /** The caller is not in the snapshot, or has no permit. */
  readonly notPermitted: number;
}

/** Who is to blame for silence, as far as the facts tell. */
export const silenceVerdicts = [
  'quiet-is-normal',
  'us-port',
  'us-axon',
  'us-clock',
  'us-permit',
  'them',
  'halt',
  'unknown',
] as const;
export type SilenceVerdict = (typeof silenceVerdicts)[number];

export interface SilenceDiagnosis {
  readonly verdict: SilenceVerdict;
  /** One sentence of what it looks like. */
  readonly sentence: string;
  /** What to do, in sentences; empty where there is nothing to do. */
  readonly advice: readonly string[];
}
