/** Which images of a batch somebody still waits for. */
export interface BatchInterest {
  /** Aborts once each image is answered or given up, and the last of them was given up. */
  readonly signal: AbortSignal;
  isGivenUp(id: number): boolean;
  answered(id: number): void;
  /** Images of other batches are passed over. */
  giveUp(id: number): void;
}

/** A batch goes on while one of its images is wanted: they travel together. */
export function createBatchInterest(ids: Iterable<number>): BatchInterest {
  const open = new Set(ids);
  const givenUp = new Set<number>();
  const controller = new AbortController();
  return {
    signal: controller.signal,
    isGivenUp: (id) => givenUp.has(id),
    answered: (id) => void open.delete(id),
    giveUp(id) {
      if (!open.delete(id)) return;
      givenUp.add(id);
      if (open.size === 0) controller.abort(new Error('nobody waits for this batch any more'));
    },
  };
}
