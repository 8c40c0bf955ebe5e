import type { SimulatedAnswer } from '../SimulationReport.ts';
import type { FaultKind } from './faultPlanSchema.ts';
import type { InjectedFault } from './InjectedFault.ts';

/** What faults of one kind did. */
export interface FaultTally {
  readonly kind: FaultKind | 'clock-skew';
  /** How often it happened. */
  readonly injected: number;
  /** Challenges that were lost to it. */
  readonly lost: number;
}

export interface LossAttribution {
  readonly tallies: readonly FaultTally[];
  /** Challenges without an answer that no fault explains. */
  readonly unexplained: readonly SimulatedAnswer[];
}

export interface AttributionOptions {
  readonly answers: readonly SimulatedAnswer[];
  /** By the miner's name. */
  readonly injected: ReadonlyMap<string, readonly InjectedFault[]>;
  /** The start of the run on the clock of the faults. */
  readonly startNs: bigint;
  /** Validators whose clock was made wrong. */
  readonly skewed: ReadonlySet<string>;
}

const timeout = 408;
/** What a dendrite reports of a broken connection; any other status came from the miner itself. */
const broken: readonly number[] = [0, 400, 422, 503];
/** The statuses that a fault of each kind leads to. A request that was sent twice is answered once. */
const leadsTo: Readonly<Record<FaultKind, readonly number[]>> = {
  latency: [timeout],
  bandwidth: [timeout],
  dribble: [timeout],
  stall: [timeout],
  'reset-request': broken,
  'reset-reply': broken,
  refuse: [...broken, timeout],
  duplicate: [],
};
/** Signing, and the way to the proxy. */
const slackNs = 250_000_000n;

/**
 * Says which challenges without an answer were lost to a fault that was injected: one that struck the same miner and
 * validator while the challenge was on its way. Each fault explains one challenge, an outage all within it, a wrong
 * clock whatever its validator was refused (401).
 */
export function attributeLosses({ answers, injected, startNs, skewed }: AttributionOptions): LossAttribution {
  const lost = new Map<FaultTally['kind'], number>();
  const used = new Set<InjectedFault>();
  const unexplained: SimulatedAnswer[] = [];
  for (const answer of answers) {
    if (answer.prediction !== null) continue;
    const fromNs = startNs + toNs(answer.atS * 1_000);
    const toNsOfAnswer = fromNs + toNs(answer.latencyMs);
    const fault = (injected.get(answer.miner) ?? []).find(
      (candidate) =>
        !used.has(candidate) &&
        mayExplain(candidate, answer) &&
        candidate.fromNs <= toNsOfAnswer + slackNs &&
        candidate.toNs >= fromNs - slackNs,
    );
    const kind = fault?.kind ?? (skewed.has(answer.validator) && answer.status === 401 ? 'clock-skew' : null);
    if (fault && fault.kind !== 'refuse') used.add(fault);
    if (kind === null) unexplained.push(answer);
    else lost.set(kind, (lost.get(kind) ?? 0) + 1);
  }
  return { tallies: tally([...injected.values()].flat(), lost, skewed.size), unexplained };
}

const toNs = (ms: number): bigint => BigInt(Math.round(ms * 1e6));

const mayExplain = ({ kind, validator }: InjectedFault, answer: SimulatedAnswer): boolean =>
  leadsTo[kind].includes(answer.status) && (validator === null || validator === answer.validator);

function tally(
  all: readonly InjectedFault[],
  lost: ReadonlyMap<FaultTally['kind'], number>,
  skewed: number,
): FaultTally[] {
  const counts = new Map<FaultTally['kind'], number>();
  for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (skewed > 0) counts.set('clock-skew', skewed);
  return [...counts].map(([kind, injected]) => ({ kind, injected, lost: lost.get(kind) ?? 0 }));
}
