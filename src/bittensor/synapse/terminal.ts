import type { Field } from './field.ts';
import { field } from './field.ts';

/** One end of a call as both SDKs describe it (`TerminalInfo`); `null` is a value that nobody set. */
export interface Terminal {
  statusCode: bigint | null;
  statusMessage: string | null;
  /** Seconds. */
  processTime: number | null;
  ip: string | null;
  port: bigint | null;
  version: bigint | null;
  /** Nanoseconds since 1970. */
  nonce: bigint | null;
  uuid: string | null;
  hotkey: string | null;
  signature: string | null;
}

/** Wire name, property and type of each value of a terminal, in the order of the SDK's body. */
export const terminalFields: readonly (readonly [string, keyof Terminal, Field<unknown>])[] = [
  ['status_code', 'statusCode', field.integer()],
  ['status_message', 'statusMessage', field.text()],
  ['process_time', 'processTime', field.float()],
  ['ip', 'ip', field.text()],
  ['port', 'port', field.integer()],
  ['version', 'version', field.integer()],
  ['nonce', 'nonce', field.integer()],
  ['uuid', 'uuid', field.text()],
  ['hotkey', 'hotkey', field.text()],
  ['signature', 'signature', field.text()],
];

/** A terminal of which nothing but `known` is set. */
export const createTerminal = (known: Partial<Terminal> = {}): Terminal => ({
  statusCode: null,
  statusMessage: null,
  processTime: null,
  ip: null,
  port: null,
  version: null,
  nonce: null,
  uuid: null,
  hotkey: null,
  signature: null,
  ...known,
});
