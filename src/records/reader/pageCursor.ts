import type { RecordPosition } from '../database/RecordDatabase.ts';
import { recordsError } from '../errors.ts';

const pattern = /^(\d{1,16})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const encode = ({ at, id }: RecordPosition): string => `${at}_${id}`;

/** @throws RC_RECORDS_QUERY_INVALID */
function decode(cursor: string): RecordPosition {
  const [, at, id] = pattern.exec(cursor) ?? [];
  if (at === undefined || id === undefined) {
    throw recordsError('RC_RECORDS_QUERY_INVALID', { reason: 'the cursor is not one of a page' });
  }
  return { at: Number(at), id };
}

/** Where the next page begins, as a word for the command line. */
export const pageCursor = { encode, decode } as const;
