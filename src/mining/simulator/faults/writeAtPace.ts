import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Clock } from '../../../support/clock/Clock.ts';

/** How fast bytes may go. */
export interface WritePace {
  readonly bytesPerSecond: number | null;
  readonly dribble: { readonly bytes: number; readonly everyMs: number } | null;
}

/** Of a throttled second, so that bytes flow instead of jumping. */
const slicesPerSecond = 20;

/**
 * Writes bytes at a pace, waiting while the socket is full.
 * @throws the signal's reason when it aborts
 */
export async function writeAtPace(
  socket: Socket,
  bytes: Uint8Array,
  { bytesPerSecond, dribble }: WritePace,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const slice = Math.min(
    ...[bytes.length, dribble?.bytes ?? bytes.length],
    bytesPerSecond === null ? bytes.length : Math.max(1, Math.floor(bytesPerSecond / slicesPerSecond)),
  );
  for (let start = 0; start < bytes.length; start += slice) {
    const part = bytes.subarray(start, start + slice);
    if (!socket.write(part)) await once(socket, 'drain', { signal });
    const pauseMs = Math.max(
      dribble?.everyMs ?? 0,
      bytesPerSecond === null ? 0 : (1_000 * part.length) / bytesPerSecond,
    );
    if (pauseMs > 0) await clock.sleep(pauseMs, signal);
  }
}
