/**
 * How long a job waits until a worker takes it, when everything takes its usual time, milliseconds.
 * @param busyMs for each running worker: how long it has been at its batch; null = idle. Empty: they are just being
 *   started, and how long that takes is not known, so 0
 * @param ahead jobs that go first
 */
export function estimateWait({
  busyMs,
  ahead,
  batchSize,
  usualMs,
}: {
  busyMs: readonly (number | null)[];
  ahead: number;
  batchSize: number;
  usualMs: number;
}): number {
  const freeInMs = busyMs.map((ms) => (ms === null ? 0 : Math.max(0, usualMs - ms)));
  const workers = freeInMs.length;
  if (workers === 0) return 0;
  const batches = Math.floor(ahead / batchSize);
  // Whole rounds keep the order of the workers, so only the rest has to be dealt out.
  const rounds = Math.floor(batches / workers);
  freeInMs.sort((one, other) => one - other);
  return (freeInMs[batches % workers] ?? 0) + rounds * usualMs;
}
