import type { Logger, LogWrite } from '../../support/logging/Logger.ts';
import type { FromHost } from './messages.ts';

type LogMessage = Extract<FromHost, { kind: 'log' }>;
type Details = Readonly<Record<string, unknown>>;

/** Plain data of the details, whatever they are: a line of a log must not end the process that wrote it. */
const plain = (details: Details): Details => {
  try {
    const text = JSON.stringify(details, (_, value: unknown) => {
      if (value instanceof Error) return value.message;
      return typeof value === 'bigint' ? String(value) : value;
    });
    return JSON.parse(text) as Details;
  } catch {
    return { unprintable: true };
  }
};

/** A logger for a process that has none of its own: its lines travel to the one that started it. */
export function createMessageLogger(say: (message: LogMessage) => void): Logger {
  const make = (inherited: Details): Logger => {
    const write =
      (level: LogMessage['level']): LogWrite =>
      (message, details) =>
        say({ kind: 'log', level, message, details: plain({ ...inherited, ...details }) });
    return {
      level: 'trace',
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      fatal: write('fatal'),
      child: (more) => make({ ...inherited, ...more }),
    };
  };
  return make({});
}
