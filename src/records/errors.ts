import { defineErrors } from '../support/errors/defineErrors.ts';

/** Errors of keeping and reading records. None of them ever holds the password of a database or a key of a store. */
export const recordsError = defineErrors({
  RC_RECORDS_DATABASE_MISSING: {
    message: 'There are no records yet: {database} does not exist.',
    hint: 'Start `roadcrew mine` in this folder first, or name the database by records.database.',
  },
  RC_RECORDS_DATABASE_URL_INVALID: {
    message: 'records.database is neither a file nor a postgres:// URL that can be understood.',
    hint: 'Write postgres://user:password@host:5432/name, with special characters of the password as %XX.',
  },
  RC_RECORDS_DATABASE_UNAVAILABLE: {
    message: 'The records database {database} cannot be used: {reason}.',
    hint: 'Records go to the spill file until it is back. Check that it runs, its address, and its rights.',
  },
  RC_RECORDS_DATABASE_DAMAGED: {
    message: 'The records database {database} is damaged: {reason}.',
    hint: '`roadcrew mine` moves it aside as {database}.damaged-… and a new one begun; `sqlite3 FILE .recover` may rescue what it holds.',
  },
  RC_RECORDS_DATABASE_REFUSED: {
    message: 'The records database {database} refuses a record: {reason}.',
    hint: 'The record is counted as lost. This is a defect of Roadcrew; please report it.',
  },
  RC_RECORDS_DISK_FULL: {
    message: 'There is no space left for {path}.',
    hint: 'Free some space, or lower records.keepDays, records.images.keepDays or records.images.maxGb.',
  },
  RC_RECORDS_SCHEMA_NEWER: {
    message: 'The records database {database} has schema {found}; this version of Roadcrew knows {known}.',
    hint: 'A newer Roadcrew wrote it. Use that one, or name another database by records.database.',
  },
  RC_RECORDS_SCHEMA_OLDER: {
    message: 'The records database {database} has schema {found}; this version of Roadcrew reads {known}.',
    hint: 'Start `roadcrew mine` of this version once: it brings the database up to date.',
  },
  RC_RECORDS_ROW_INVALID: {
    message: 'The record {id} in the database cannot be understood: {reason}.',
    hint: 'Something other than Roadcrew has changed it.',
  },
  RC_RECORDS_RECORD_UNKNOWN: {
    message: 'There is no record {id}.',
    hint: '`roadcrew records list` shows ids; records older than records.keepDays are gone.',
  },
  RC_RECORDS_QUERY_INVALID: {
    message: 'This cannot be looked for: {reason}.',
    hint: 'Times are ISO dates (2026-05-01T12:00Z) or ages (90m, 24h, 7d); cursors come from the page before.',
  },
  RC_RECORDS_EXPORT_FAILED: {
    message: 'The export to {path} failed: {reason}.',
    hint: 'Name a file in a folder that exists and has space.',
  },
  RC_RECORDS_STORE_INVALID: {
    message: 'The image store cannot be set up: {reason}.',
    hint: 'records.images.store is a folder or s3://bucket/prefix; S3 needs records.images.s3.accessKeyId and secretAccessKey.',
  },
  RC_RECORDS_STORE_FAILED: {
    message: 'The image store {store} failed to {action}: {reason}.',
    hint: 'Records are kept without their images until it works. Check its address, rights and space.',
  },
  RC_RECORDS_SPILL_FAILED: {
    message: 'The spill file in {folder} cannot be written: {reason}.',
    hint: 'Records are being lost. Free some space, or bring the database back.',
  },
});
