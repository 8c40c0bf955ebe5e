import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { formatCsv } from '../manifests/formatCsv.ts';

/** Columns of the CSV: the fields of the record, a time that people can read, the stages as JSON at the end. */
const columns: readonly (readonly [string, (record: PredictionRecord) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['time', ({ at }) => new Date(at).toISOString()],
  ['at', ({ at }) => at],
  ['lane', ({ lane }) => lane],
  ['caller', ({ caller }) => caller],
  ['uuid', ({ uuid }) => uuid],
  ['outcome', ({ outcome }) => outcome],
  ['probability', ({ probability }) => probability],
  ['path', ({ path }) => path],
  ['release', ({ release }) => release],
  ['wallMs', ({ wallMs }) => wallMs],
  ['deadlineLeftMs', ({ deadlineLeftMs }) => deadlineLeftMs],
  ['imageHash', ({ imageHash }) => imageHash],
  ['perceptualHash', ({ perceptualHash }) => perceptualHash],
  ['imageBytes', ({ imageBytes }) => imageBytes],
  ['error', ({ error }) => error],
  ['stages', ({ stages }) => JSON.stringify(stages)],
];

/**
 * A spreadsheet runs what begins with `=`, `+`, `-` or `@` (also behind a tab or a line end) as a formula. An
 * apostrophe makes a text of it. Numbers of ours may begin with a minus; they are no texts.
 */
const defuse = (cell: string): string => (/^[\t\r\n ]*[=+\-@]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell);

const toCell = (value: string | number | null): string =>
  value === null ? '' : typeof value === 'number' ? String(value) : defuse(value);

/** What stands before the first record. */
export const recordHeader = { csv: formatCsv([columns.map(([name]) => name)]), jsonl: '' } as const;

/** One record of an export, with the end of its line. */
export const formatRecord = {
  csv: (record: PredictionRecord): string => formatCsv([columns.map(([, read]) => toCell(read(record)))]),
  jsonl: (record: PredictionRecord): string => `${JSON.stringify(record)}\n`,
} as const;
