import type { FaultKind } from './faultPlanSchema.ts';

/** A fault that really happened. */
export interface InjectedFault {
  readonly kind: FaultKind;
  /** SS58 address that the request claims; `null` where it struck whoever called. */
  readonly validator: string | null;
  /** The proxy's clock, monotonic nanoseconds: when it began and, where it lasts, ended. */
  readonly fromNs: bigint;
  readonly toNs: bigint;
  /** Of a duplicate: the status that the second copy got; `null` when it got none. */
  readonly status?: number | null;
}
