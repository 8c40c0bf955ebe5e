type Sqlite = typeof import('node:sqlite');

/**
 * Node's own SQLite. It warns once that it may still change; Roadcrew pins its Node and tests what it uses, so that
 * one warning, and no other, is kept from the operator.
 */
export function loadSqlite(): Sqlite {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite is an experimental feature')) {
      Reflect.apply(emitWarning, process, [warning, ...rest]);
    }
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
