import { type FaultPlan, faultPlanSchema } from './faultPlanSchema.ts';

const plan = (value: (typeof faultPlanSchema)['_zod']['input']): FaultPlan => faultPlanSchema.parse(value);

/** Plans with a name, each one kind of bad day. */
export const faultPlans: readonly FaultPlan[] = [
  plan({
    name: 'slow',
    faults: [
      { kind: 'latency', share: 1, ms: 150, jitterMs: 100 },
      { kind: 'bandwidth', share: 0.5, bytesPerSecond: 500_000 },
      { kind: 'dribble', share: 0.2, bytes: 40, everyMs: 20 },
    ],
  }),
  plan({
    name: 'lossy',
    faults: [
      { kind: 'reset-request', share: 0.05 },
      { kind: 'reset-reply', share: 0.05 },
      { kind: 'stall', share: 0.03 },
    ],
  }),
  plan({ name: 'stalls', faults: [{ kind: 'stall', share: 0.2, forMs: 2_000 }] }),
  plan({ name: 'outage', faults: [{ kind: 'refuse', afterMs: 3_000, forMs: 2_000, everyMs: 15_000 }] }),
  plan({ name: 'replays', faults: [{ kind: 'duplicate', share: 0.5 }] }),
  // Inside and outside of what the SDK allows: the first is ahead by less than its window, the second behind by more.
  plan({ name: 'clocks', clockSkewS: { 0: 1.5, 1: -30 } }),
  plan({ name: 'bursts', burst: { size: 10, everyMs: 2_000 } }),
];
