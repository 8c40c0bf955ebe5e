/** The code of a failed system call, e.g. `ENOENT`; `unknown` when the error carries none. */
export const systemErrorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
