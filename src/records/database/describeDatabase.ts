/** Whether the setting names a server and not a file. */
export const isPostgresUrl = (database: string): boolean => /^postgres(?:ql)?:\/\//i.test(database);

/** The database for people: a file as it is, a URL without user, password and parameters. */
export function describeDatabase(database: string): string {
  if (!isPostgresUrl(database)) return database;
  const url = URL.parse(database);
  return url === null ? 'postgres://…' : `postgres://${url.host}${url.pathname}`;
}
