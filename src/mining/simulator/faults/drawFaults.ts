import type { Random } from '../../../support/random/Random.ts';
import type { Fault } from './faultPlanSchema.ts';

/** What will happen to one request and its reply. */
export interface DrawnFaults {
  /** Milliseconds before the request goes on. */
  readonly delayMs: number;
  readonly bytesPerSecond: number | null;
  readonly dribble: { readonly bytes: number; readonly everyMs: number } | null;
  /** At most one of these. `at`: where inside the request or the reply, 0 to 1. */
  readonly cut:
    | { readonly kind: 'reset-request' | 'reset-reply'; readonly at: number }
    | { readonly kind: 'stall'; readonly at: number; readonly forMs: number | null }
    | null;
  readonly duplicate: boolean;
}

/** Draws what happens to one request. Of what would end it, the first one in the plan wins. */
export function drawFaults(faults: readonly Fault[], random: Random): DrawnFaults {
  let drawn: DrawnFaults = { delayMs: 0, bytesPerSecond: null, dribble: null, cut: null, duplicate: false };
  for (const [index, fault] of faults.entries()) {
    if (fault.kind === 'refuse') continue;
    const source = random.fork(`${index}/${fault.kind}`);
    if (source.float() >= fault.share) continue;
    drawn = { ...drawn, ...strike(fault, source, drawn) };
  }
  return drawn;
}

function strike(
  fault: Exclude<Fault, { kind: 'refuse' }>,
  random: Random,
  drawn: DrawnFaults,
): Partial<DrawnFaults> {
  switch (fault.kind) {
    case 'latency': {
      const jitter = (2 * random.float() - 1) * fault.jitterMs;
      return { delayMs: drawn.delayMs + Math.max(0, fault.ms + jitter) };
    }
    case 'bandwidth':
      return {
        bytesPerSecond: Math.min(fault.bytesPerSecond, drawn.bytesPerSecond ?? Number.POSITIVE_INFINITY),
      };
    case 'dribble':
      return { dribble: { bytes: fault.bytes, everyMs: fault.everyMs } };
    case 'stall':
      return { cut: drawn.cut ?? { kind: 'stall', at: random.float(), forMs: fault.forMs } };
    case 'reset-request':
    case 'reset-reply':
      return { cut: drawn.cut ?? { kind: fault.kind, at: random.float() } };
    case 'duplicate':
      return { duplicate: true };
  }
}
