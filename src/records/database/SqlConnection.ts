/** What a parameter or a cell may be. Binary data is not kept in the database. */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, unknown>>;

/** Runs one statement; `?` stands for the values, in their order. */
export type SqlQuery = (sql: string, values?: readonly SqlValue[]) => Promise<readonly SqlRow[]>;

/**
 * One session of a database. Statements run one after another, in the order in which they were given.
 *
 * Its errors are RC_RECORDS_DATABASE_UNAVAILABLE, RC_RECORDS_DATABASE_DAMAGED, RC_RECORDS_DISK_FULL (try again later,
 * on a new connection) and RC_RECORDS_DATABASE_REFUSED (the statement will never succeed).
 */
export interface SqlConnection {
  readonly dialect: 'sqlite' | 'postgres';
  /** For people: a path, or an address without its password. */
  readonly name: string;
  readonly query: SqlQuery;
  /** All of `work` or nothing of it. No other statement of this connection comes between. */
  transaction<T>(work: (query: SqlQuery) => Promise<T>): Promise<T>;
  /** Does not wait for statements that hang. Safe to call again. */
  close(): Promise<void>;
}
