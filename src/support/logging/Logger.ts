/** Severities, quietest last. `silent` logs nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** True for the name of a level. */
export const isLogLevel = (text: unknown): text is LogLevel => logLevels.some((level) => level === text);

/** Writes one line: a fixed sentence (so that lines can be grouped) and the values that differ, as details. */
export type LogWrite = (message: string, details?: Readonly<Record<string, unknown>>) => void;

/** What code logs to. `createLogger` makes the real one; secrets are redacted there, whatever is passed. */
export interface Logger {
  readonly level: LogLevel;
  readonly trace: LogWrite;
  readonly debug: LogWrite;
  readonly info: LogWrite;
  readonly warn: LogWrite;
  readonly error: LogWrite;
  readonly fatal: LogWrite;
  /** A logger that adds `bindings` to each of its lines, e.g. `{ room: 'axon' }`. */
  child(bindings: Readonly<Record<string, unknown>>): Logger;
}

const nothing: LogWrite = () => {};

/** Logs nothing. The default of library functions that take a logger. */
export const silentLogger: Logger = {
  level: 'silent',
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => silentLogger,
};
