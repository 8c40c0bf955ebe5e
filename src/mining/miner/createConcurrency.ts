import {
  type ConcurrencyBounds,
  type ConcurrencyState,
  firstConcurrencyState,
  nextConcurrencyLimit,
} from './nextConcurrencyLimit.ts';

/** The place of one request among those in flight. */
export interface ConcurrencyPlace {
  /** Whether there are more than the limit: this one should take the short way. */
  readonly over: boolean;
  /**
   * Call it once, when the request is over.
   * @param ms how long the detection took; `null` when nothing is to be learned from it
   */
  leave(outcome: { readonly ms: number; readonly dropped: boolean } | null): void;
}

export interface Concurrency {
  enter(): ConcurrencyPlace;
  readonly inFlight: number;
  readonly limit: number;
  /** Share of the limit that is in use, 0 to 1. */
  pressure(): number;
  setBounds(bounds: ConcurrencyBounds): void;
}

/** Counts the requests in flight and learns how many the detector bears. */
export function createConcurrency(initial: ConcurrencyBounds): Concurrency {
  let bounds = initial;
  let state: ConcurrencyState = firstConcurrencyState(initial);
  let inFlight = 0;
  const limit = (): number => Math.floor(state.limit);
  return {
    get inFlight() {
      return inFlight;
    },
    get limit() {
      return limit();
    },
    pressure: () => Math.min(1, inFlight / limit()),
    enter() {
      inFlight += 1;
      const atEntry = inFlight;
      let left = false;
      return {
        over: atEntry > limit(),
        leave(outcome) {
          if (left) return;
          left = true;
          inFlight -= 1;
          if (outcome !== null)
            state = nextConcurrencyLimit(state, { ...outcome, inFlight: atEntry }, bounds);
        },
      };
    },
    setBounds(next) {
      bounds = next;
      state = { ...state, limit: Math.min(next.maximum, Math.max(next.minimum, state.limit)) };
    },
  };
}
