import { chmod, rename, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { Clock } from '../../support/clock/Clock.ts';
import { type Logger, silentLogger } from '../../support/logging/Logger.ts';
import type { InferencePool } from '../workers/InferencePool.ts';
import { createFrameReader, type Frame } from './createFrameReader.ts';
import { encodeFrame } from './encodeFrame.ts';
import { hostError } from './errors.ts';
import { clientMessageSchema, type HostMessage, headerBytesLimit } from './wireMessages.ts';

export interface ServeInferenceOptions {
  readonly pool: Pick<InferencePool, 'stageOf' | 'health'>;
  /** Unix domain socket, in a folder that only this user may enter. Another socket of that name is replaced. */
  readonly path: string;
  /** Longest image that is taken. */
  readonly maxImageBytes: number;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly logger?: Logger;
  /** Milliseconds between signs of life; default 1,000. */
  readonly pulseMs?: number;
}

export interface InferenceServer {
  /** Takes nothing more; says so to the clients. */
  stop(): void;
  /** Ends the connections after what is being sent. */
  close(): Promise<void>;
}

/** What macOS allows for the name of a socket, less what is appended here. */
const longestPath = 90;
/** One miner, and its successor during an upgrade; the rest are people who look. */
const mostConnections = 16;
/** A client that does not read its answers is not read either. */
const unreadBytes = 4 * 2 ** 20;

/**
 * Opens a pool to other processes of this machine through a socket.
 * @throws RC_INFERENCE_HOST_SOCKET_PATH_TOO_LONG; what the system says when it cannot be opened
 */
export async function serveInference(options: ServeInferenceOptions): Promise<InferenceServer> {
  const { pool, path, maxImageBytes, clock, logger = silentLogger, pulseMs = 1_000 } = options;
  if (Buffer.byteLength(path) > longestPath) {
    throw hostError('RC_INFERENCE_HOST_SOCKET_PATH_TOO_LONG', { path, limit: longestPath });
  }
  const clients = new Set<Socket>();
  const stopped = new AbortController();

  const say = (socket: Socket, message: HostMessage): void => {
    if (!socket.writable) return;
    for (const part of encodeFrame(message)) socket.write(part);
    if (socket.writableLength > unreadBytes) socket.pause();
  };

  const onFrame = (socket: Socket, running: Map<number, AbortController>, frame: Frame): void => {
    const checked = clientMessageSchema.safeParse(frame.header);
    if (!checked.success) {
      throw hostError('RC_INFERENCE_HOST_FRAME_INVALID', { reason: checked.error.issues[0]?.message });
    }
    const message = checked.data;
    if (message.kind === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, lane, deadlineNs, stake } = message;
    if (running.has(id)) throw hostError('RC_INFERENCE_HOST_FRAME_INVALID', { reason: 'its id is in use' });
    const controller = new AbortController();
    running.set(id, controller);
    void pool
      .stageOf(lane)
      .run(frame.attachment, { atNs: deadlineNs, stake }, controller.signal)
      .then((result) => {
        running.delete(id);
        // What waited when the pool was closed is the successor's to answer.
        const isLeft = result.outcome === 'none' && result.error?.code === 'RC_WORKERS_CLOSED';
        if (!isLeft) say(socket, { kind: 'result', id, result });
      });
  };

  const onConnection = (socket: Socket): void => {
    const running = new Map<number, AbortController>();
    const reader = createFrameReader({ headerBytes: headerBytesLimit, attachmentBytes: maxImageBytes });
    clients.add(socket);
    socket.on('data', (chunk) => {
      if (stopped.signal.aborted) return;
      try {
        for (const frame of reader.push(chunk)) onFrame(socket, running, frame);
      } catch (error) {
        logger.error('a client of the inference socket is not understood', { error: String(error) });
        socket.destroy();
      }
    });
    socket.on('drain', () => socket.resume());
    // Whatever it was, the end of the connection says what to do.
    socket.on('error', () => {});
    socket.on('close', () => {
      clients.delete(socket);
      for (const controller of running.values()) controller.abort();
    });
    say(socket, { kind: 'hello', maxImageBytes, health: pool.health() });
  };

  const server = createServer(onConnection);
  server.maxConnections = mostConnections;
  // Under a name of its own first: the new socket takes the place of the old one in one step, and Node, which removes
  // the name that it bound when it closes, does not remove that of a successor.
  const ownPath = `${path}.${process.pid}`;
  await rm(ownPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: ownPath }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => logger.error('the inference socket failed', { error: error.message }));
  await chmod(ownPath, 0o600);
  await rename(ownPath, path);

  const pulse = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(pulseMs, stopped.signal);
      const health = pool.health();
      for (const socket of clients) say(socket, { kind: 'health', health });
    }
  };
  pulse().catch(() => {});

  const stop = (): void => {
    if (stopped.signal.aborted) return;
    stopped.abort();
    for (const socket of clients) say(socket, { kind: 'closing' });
  };
  return {
    stop,
    async close() {
      stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of clients) socket.end(() => socket.destroy());
      await closed;
    },
  };
}
