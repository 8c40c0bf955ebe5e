import { execFile } from 'node:child_process';
import type { Clock } from '../../support/clock/Clock.ts';

/** Tells systemd how the service does (sd_notify(3)). Does nothing where systemd did not ask for it. */
export interface SystemdNotifier {
  readonly enabled: boolean;
  ready(status: string): void;
  reloading(): void;
  stopping(): Promise<void>;
  status(text: string): void;
  close(): void;
}

/** Runs `systemd-notify` with these words. */
export type RunNotify = (words: readonly string[]) => Promise<void>;

/**
 * systemd is told by datagrams on a unix socket, which Node cannot send; its own program can (the unit needs
 * `NotifyAccess=all`).
 */
const runProgram =
  (socket: string): RunNotify =>
  (words) =>
    new Promise((resolve, reject) => {
      const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', NOTIFY_SOCKET: socket };
      execFile('systemd-notify', [...words], { env, timeout: 5_000 }, (error) =>
        error ? reject(error) : resolve(),
      );
    });

/**
 * @param options.isLive asked twice in each watchdog period: while it is false systemd hears nothing, and restarts the
 *   service in the end
 * @param options.failed told of the first failure of `systemd-notify`
 */
export function createSystemdNotifier(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  readonly clock: Clock;
  readonly isLive: () => boolean;
  readonly failed: (error: unknown) => void;
  readonly run?: RunNotify;
}): SystemdNotifier {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC, WATCHDOG_PID } = options.env;
  const enabled = socket !== undefined && socket !== '';
  const run = options.run ?? runProgram(socket ?? '');
  const stop = new AbortController();
  let told = '';
  let hasFailed = false;
  // One after the other: what is said last must arrive last.
  let line: Promise<void> = Promise.resolve();

  const say = (...words: string[]): Promise<void> => {
    if (!enabled) return Promise.resolve();
    line = line
      .then(() => run(words))
      .catch((error: unknown) => {
        if (!hasFailed) options.failed(error);
        hasFailed = true;
      });
    return line;
  };
  const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 200);

  const watchdog = async (periodMs: number): Promise<void> => {
    for (;;) {
      await options.clock.sleep(periodMs / 2, stop.signal);
      if (options.isLive()) await say('WATCHDOG=1');
    }
  };
  const periodMs = Number(WATCHDOG_USEC ?? 0) / 1_000;
  const isMeant = WATCHDOG_PID === undefined || WATCHDOG_PID === String(options.pid);
  if (enabled && isMeant && periodMs > 0) watchdog(periodMs).catch(() => {});

  return {
    enabled,
    ready: (status) => void say('READY=1', `MAINPID=${options.pid}`, `STATUS=${oneLine(status)}`),
    reloading: () => void say('RELOADING=1'),
    stopping: () => say('STOPPING=1'),
    status(text) {
      if (text === told) return;
      told = text;
      void say(`STATUS=${oneLine(text)}`);
    },
    close: () => stop.abort(),
  };
}
