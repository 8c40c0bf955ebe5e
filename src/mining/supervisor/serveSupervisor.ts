import { toSentError } from '../../models/workers/toSentError.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { FromProgram, ToProgram } from './messages.ts';

/** What a program does when it is asked and told. */
export interface ProgramHandlers<To extends { kind: string }> {
  /** Told something that is neither a question nor the end. What it throws ends the process. */
  told(message: Exclude<To, ToProgram>, handle: unknown): Promise<void> | void;
  /** By the name of the question. */
  readonly answers: Readonly<Record<string, (value: unknown) => unknown>>;
  /** The end, when the supervisor asks for it. The process ends when it is over. */
  close(limitMs: number): Promise<void>;
  /** An exception that nobody caught; the process ends. */
  failed(error: unknown): void;
}

/** The child's end of the pipe to the supervisor. */
export interface SupervisorLink<From> {
  /** With a handle, the supervisor gets a copy of it. Never throws: without a supervisor this process ends anyway. */
  say(message: From | FromProgram, handle?: unknown): void;
  ready(): void;
}

const pulseMs = 500;

/**
 * Makes this process a program of the supervisor: it answers, says that it lives twice a second, and ends when the
 * supervisor says so or is gone.
 * @param onPulse called with each sign of life
 */
export function serveSupervisor<To extends { kind: string }, From>(
  handlers: ProgramHandlers<To>,
  onPulse: () => void = () => {},
): SupervisorLink<From> {
  const say = (message: From | FromProgram, handle?: unknown): void => {
    if (process.connected) process.send?.(message, handle as never, {}, () => {});
  };
  const end = (error: unknown): void => {
    handlers.failed(error);
    const hint = error instanceof RoadcrewError ? { hint: error.hint } : {};
    say({ kind: 'failed', error: { ...toSentError(error), ...hint } });
    // Not at once: what was said must leave first.
    setTimeout(() => process.exit(1), 100);
  };
  const answer = async ({ id, question, value }: Extract<ToProgram, { kind: 'ask' }>): Promise<void> => {
    try {
      say({ kind: 'answer', id, value: await handlers.answers[question]?.(value) });
    } catch (error) {
      say({ kind: 'no-answer', id, error: toSentError(error) });
    }
  };
  const told = async (message: Exclude<To, ToProgram>, handle: unknown): Promise<void> => {
    await handlers.told(message, handle);
  };

  process.on('message', (message: To | ToProgram, handle: unknown) => {
    if (message.kind === 'ask') void answer(message as Extract<ToProgram, { kind: 'ask' }>);
    else if (message.kind === 'close') {
      const { limitMs } = message as Extract<ToProgram, { kind: 'close' }>;
      handlers.close(limitMs).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    } else told(message as Exclude<To, ToProgram>, handle).catch(end);
  });
  // The supervisor is gone: whoever starts again takes the port.
  process.on('disconnect', () => process.exit(0));
  // A terminal's signals reach the whole group; the supervisor decides when its processes end.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const) process.on(name, () => {});
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);

  return {
    say,
    ready() {
      const pulse = (): void => {
        say({ kind: 'pulse', residentBytes: process.memoryUsage.rss() });
        onPulse();
      };
      pulse();
      say({ kind: 'ready' });
      setInterval(pulse, pulseMs).unref();
    },
  };
}
