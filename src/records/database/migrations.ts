import type { SqlConnection } from './SqlConnection.ts';

/** Words of a migration that each database writes in its own way. */
const words: Readonly<Record<SqlConnection['dialect'], Readonly<Record<string, string>>>> = {
  sqlite: { INT: 'INTEGER', FLOAT: 'REAL', DOCUMENT: 'TEXT', STRICT: 'STRICT' },
  postgres: { INT: 'BIGINT', FLOAT: 'DOUBLE PRECISION', DOCUMENT: 'JSON', STRICT: '' },
};

/** Each list of statements leads from the schema of its position to the next. They are never changed, only added to. */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE records (
      id TEXT PRIMARY KEY,
      at {INT} NOT NULL,
      lane TEXT NOT NULL,
      caller TEXT NOT NULL,
      uuid TEXT,
      outcome TEXT NOT NULL,
      probability {FLOAT},
      path TEXT NOT NULL,
      stages {DOCUMENT} NOT NULL,
      release TEXT,
      wall_ms {FLOAT} NOT NULL,
      deadline_left_ms {FLOAT} NOT NULL,
      image_hash TEXT,
      perceptual_hash TEXT,
      image_bytes {INT} NOT NULL,
      error TEXT
    ) {STRICT}`,
    'CREATE INDEX records_at ON records (at, id)',
    'CREATE INDEX records_caller ON records (caller, at)',
    'CREATE INDEX records_image ON records (image_hash)',
    'CREATE INDEX records_perceptual ON records (perceptual_hash)',
    `CREATE TABLE runs (
      id TEXT PRIMARY KEY,
      instance TEXT NOT NULL,
      host TEXT NOT NULL,
      process {INT} NOT NULL,
      started_at {INT} NOT NULL,
      last_flush_at {INT} NOT NULL,
      ended_at {INT},
      ending TEXT,
      offered {INT} NOT NULL,
      written {INT} NOT NULL,
      lost {INT} NOT NULL,
      unrecorded {INT}
    ) {STRICT}`,
    'CREATE INDEX runs_instance ON runs (instance, ended_at)',
  ],
];

/** The newest schema that this version knows. */
export const knownSchema = steps.length;

/** The statements that lead from schema `from` (0: none) to the next one. */
export const migrationOf = (from: number, dialect: SqlConnection['dialect']): readonly string[] =>
  (steps[from] ?? []).map((sql) =>
    sql.replace(/\{(\w+)\}/g, (_, word: string) => words[dialect][word] ?? ''),
  );
