import { pino } from 'pino';
import type { Clock } from '../clock/Clock.ts';
import { systemClock } from '../clock/systemClock.ts';
import { redactSecrets } from '../redaction/redactSecrets.ts';
import { formatLogLine } from './formatLogLine.ts';
import { type Logger, type LogLevel, type LogWrite, logLevels } from './Logger.ts';

type Details = Readonly<Record<string, unknown>>;

export interface LoggerOptions {
  /** Lines below this severity are dropped. A function is asked for each line, where the level may change. */
  level?: LogLevel | (() => LogLevel);
  /** Where the lines go; standard error by default, since standard output belongs to the command's result. */
  destination?: { write(line: string): unknown; readonly isTTY?: boolean };
  /** Present in every line, e.g. `{ process: 'miner' }`. */
  bindings?: Details;
  clock?: Clock;
}

type PinoWrite = (details: object, message: string) => void;

/** Takes the cursor to the beginning of a line that nothing stands on, where progress may have been shown. */
const clearLine = '\r\u001b[2K';

/**
 * The logger: one JSON object a line (`level`, `time` in ms, the bindings, the details, `message`), written at
 * once, with everything that is or looks like a secret replaced (see `redactSecrets`). On a terminal, where a person
 * reads, the same in plain words (`formatLogLine`).
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level: given = 'info', bindings = {}, clock = systemClock } = options;
  const level = typeof given === 'function' ? given : () => given;
  const destination = options.destination ?? process.stderr;
  const sink = pino(
    {
      level: 'trace',
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":${clock.now()}`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination.isTTY === true
      ? { write: (line: string) => void destination.write(`${clearLine}${formatLogLine(line)}`) }
      : destination,
  );

  const make = (inherited: Details): Logger => {
    const write =
      (name: Exclude<LogLevel, 'silent'>): LogWrite =>
      (message, details) => {
        if (logLevels.indexOf(name) < logLevels.indexOf(level())) return;
        const line = redactSecrets({ ...inherited, ...details, message }) as Record<string, unknown>;
        const { message: sentence, level: ownLevel, time: ownTime, ...rest } = line;
        // Details of these names would stand beside the line's own level and time.
        if (ownLevel !== undefined) rest.level_ = ownLevel;
        if (ownTime !== undefined) rest.time_ = ownTime;
        (sink[name] as PinoWrite)(rest, String(sentence));
      };
    return {
      get level() {
        return level();
      },
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      fatal: write('fatal'),
      child: (more) => make({ ...inherited, ...more }),
    };
  };
  return make(bindings);
}
