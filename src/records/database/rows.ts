import type { PredictionRecord } from '../../contracts/PredictionRecord.ts';
import { recordsError } from '../errors.ts';
import { recordSchema } from '../recordSchema.ts';
import type { SqlRow, SqlValue } from './SqlConnection.ts';

/** Every column of `records` and the field of a record that it holds. `stages` is JSON. */
const columns = [
  ['id', 'id'],
  ['at', 'at'],
  ['lane', 'lane'],
  ['caller', 'caller'],
  ['uuid', 'uuid'],
  ['outcome', 'outcome'],
  ['probability', 'probability'],
  ['path', 'path'],
  ['stages', 'stages'],
  ['release', 'release'],
  ['wall_ms', 'wallMs'],
  ['deadline_left_ms', 'deadlineLeftMs'],
  ['image_hash', 'imageHash'],
  ['perceptual_hash', 'perceptualHash'],
  ['image_bytes', 'imageBytes'],
  ['error', 'error'],
] as const satisfies readonly (readonly [string, keyof PredictionRecord])[];

const names = columns.map(([column]) => column);

function toRow(record: PredictionRecord): SqlValue[] {
  return columns.map(([, field]) => (field === 'stages' ? JSON.stringify(record.stages) : record[field]));
}

/** @throws RC_RECORDS_ROW_INVALID */
function toRecord(row: SqlRow): PredictionRecord {
  const fail = (reason: string) =>
    recordsError('RC_RECORDS_ROW_INVALID', { id: String(row.id).slice(0, 64), reason });
  const fields = Object.fromEntries(columns.map(([column, field]) => [field, row[column]]));
  try {
    fields.stages = JSON.parse(String(fields.stages));
  } catch {
    throw fail('stages is not JSON');
  }
  const result = recordSchema.safeParse(fields);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw fail(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** Between a record and its row. */
export const rows = { columns: names, toRow, toRecord } as const;
