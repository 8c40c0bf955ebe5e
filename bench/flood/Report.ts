import type { HostileKind } from './hostileKinds.ts';

/** What attackers sent of one kind, and what came of it. */
export interface HostileCounts {
  /** Requests of which at least the first bytes were written; of slow ones, connections that were opened. */
  sent: number;
  /** Replies by HTTP status. */
  statuses: Record<string, number>;
  /** Connections that ended without a reply. */
  cut: number;
  /** Given up after ten seconds, or still open at the end. */
  unanswered: number;
  /** Connections that could not be opened. */
  failed: number;
}

export interface AttackCounts {
  kinds: Record<HostileKind, HostileCounts>;
  /** Requests that were due while all connections of the generator were waiting for the server. */
  withheld: number;
  /** The most by which the generator ran behind its schedule, milliseconds. */
  behindMs: number;
  /** Of its own processes, seconds. */
  cpuSeconds: number;
  /** The most slow connections at once. */
  slowConnections: number;
}

/** What one validator saw of one challenge. */
export interface Challenge {
  /** Index of the validator. */
  readonly validator: number;
  readonly connection: 'new' | 'kept';
  /** The first call of this validator, in the midst of the flood. */
  readonly first: boolean;
  readonly atSeconds: number;
  /** From the moment at which it was due to the parsed reply. */
  readonly milliseconds: number;
  readonly status: number;
  /** Why there is no prediction, or `null`. */
  readonly failure: string | null;
}

export interface ServerReport {
  name: string;
  versions: Readonly<Record<string, string>>;
  /** What answers a challenge. */
  answers: string;
  seconds: number;
  attack: AttackCounts;
  challenges: {
    sent: number;
    answered: number;
    /** Of those that were answered; `null` without one. */
    latencyMs: { p50: number; p99: number; max: number } | null;
    lost: readonly Challenge[];
    first: readonly Challenge[];
  };
  /** Resident memory of the server with all its processes, once a second; bytes. */
  memory: { samples: readonly number[]; perMinute: number; change: number };
  /** Shares of one core. */
  cpu: { server: number; generator: number; validators: number; others: number };
  verdicts: readonly Verdict[];
}

export interface Verdict {
  name: string;
  met: boolean;
  found: string;
}

export interface Report {
  machine: { cpu: string; cores: number; kernel: string; loadAtStart: number; loadAtEnd: number };
  settings: { seconds: number; rate: number; imageBytes: number };
  servers: readonly ServerReport[];
}
