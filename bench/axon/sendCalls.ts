import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises';
import { checkReply } from './checkReply.ts';
import { type Connection, openConnection } from './openConnection.ts';
import type { SignedCall } from './signCalls.ts';

/** What a phase of load gave. */
export interface LoadResult {
  /** Calls answered, each with 200 and the prediction. */
  answered: number;
  /** Seconds from the first call to the last reply. */
  elapsed: number;
  /** Milliseconds from the moment at which a call was due to its last byte, in order of arrival. */
  latenciesMs: number[];
}

// How many calls are under way at once, in both phases and for every server.
export const connectionCount = 16;

const stalledMs = 30_000;

interface Load {
  port: number;
  calls: readonly SignedCall[];
  /**
   * When call number `index` is due, in milliseconds from the start; `null` when there are no more. The closed loop
   * says "now" until its time is up.
   */
  dueMs(index: number, nowMs: number): number | null;
}

/**
 * Sends calls over a fixed number of connections. A call that is due while every connection is busy waits, and the
 * waiting counts: latency runs from the due moment (no coordinated omission). Between calls the generator polls
 * without sleeping, because a timer of a millisecond is longer than a call takes.
 * @throws Error when a call is refused, answered wrongly or not at all, or a connection is lost
 */
export async function sendCalls({ port, calls, dueMs }: Load): Promise<LoadResult> {
  const failures: Error[] = [];
  const fail = (error: unknown): void => {
    failures.push(error instanceof Error ? error : new Error(String(error)));
  };
  const idle: Connection[] = [];
  for (let index = 0; index < connectionCount; index += 1) idle.push(await openConnection(port, fail));
  const all = [...idle];
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  let progressMs = startMs;
  let sent = 0;

  const send = (connection: Connection, call: SignedCall, due: number): void => {
    connection.call(call, (reply) => {
      try {
        checkReply(reply);
      } catch (error) {
        fail(error);
      }
      latenciesMs.push(reply.receivedMs - startMs - due);
      progressMs = reply.receivedMs;
      idle.push(connection);
    });
  };

  // Sends what is due and can be sent. @returns false when there are no more calls
  const sendDue = (): boolean => {
    for (;;) {
      const nowMs = performance.now() - startMs;
      const call = calls[sent];
      const due = call === undefined ? null : dueMs(sent, nowMs);
      if (call === undefined || due === null) return false;
      // In turn, so that none idles for so long that a server closes it, which both soon do.
      const connection = due <= nowMs ? idle.shift() : undefined;
      if (connection === undefined) return true;
      send(connection, call, due);
      sent += 1;
    }
  };

  try {
    while (sendDue() || latenciesMs.length < sent) {
      if (performance.now() - progressMs > stalledMs) fail(new Error('No reply for 30 seconds.'));
      if (failures.length > 0) throw failures[0];
      await turnOfTheEventLoop();
    }
    if (failures.length > 0) throw failures[0];
    return { answered: sent, elapsed: (progressMs - startMs) / 1000, latenciesMs };
  } finally {
    for (const connection of all) connection.close();
  }
}
