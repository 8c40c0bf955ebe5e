/** The code of a failed system call, e.g. `ENOENT`; `unknown` when the error carries none. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
