export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** A line that is not understood. What it holds is not repeated: it may be a secret. */
export interface EnvProblem {
  readonly line: number;
  readonly problem: string;
}

const assignment = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;
// Either kind of quotes around all of it, then nothing but a comment.
const singleQuoted = /^'([^']*)'\s*(?:#.*)?$/;
const doubleQuoted = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/;
const expansion = /(?<!\\)(?:\\\\)*[$`]/;

/**
 * Reads an env file as a shell that sources it would: `NAME=value` a line, `export` before it, quotes, comments, any
 * ends of lines. Nothing is expanded or run: a line that would is a problem, and so is anything else.
 * @returns the entries in their order (of one name the last counts), and all problems
 */
export function parseEnvFile(text: string): { entries: EnvEntry[]; problems: EnvProblem[] } {
  const entries: EnvEntry[] = [];
  const problems: EnvProblem[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const line = index + 1;
    const [, name, rest] = assignment.exec(trimmed) ?? [];
    if (name === undefined || rest === undefined) {
      problems.push({ line, problem: 'it is not NAME=value' });
      continue;
    }
    const read = readValue(rest);
    if ('problem' in read) problems.push({ line, problem: read.problem });
    else entries.push({ name, value: read.value, line });
  }
  return { entries, problems };
}

function readValue(rest: string): { value: string } | { problem: string } {
  const [, literal] = singleQuoted.exec(rest) ?? [];
  if (literal !== undefined) return { value: literal };
  if (rest.startsWith("'")) return { problem: 'its quote does not end, or more follows it' };
  const [, quoted] = doubleQuoted.exec(rest) ?? [];
  if (quoted !== undefined) {
    if (expansion.test(quoted)) return { problem: 'it uses $ or `, which are not expanded here' };
    return { value: quoted.replace(/\\(["\\$`])/g, '$1') };
  }
  if (rest.startsWith('"')) return { problem: 'its quote does not end, or more follows it' };
  const bare = rest.replace(/(^|\s)#.*$/, '').trim();
  if (/[$`]/.test(bare)) return { problem: 'it uses $ or `, which are not expanded here' };
  if (/\s/.test(bare)) return { problem: 'it has a space outside quotes' };
  if (/["'\\;&|<>()]/.test(bare)) return { problem: 'it has a sign of the shell outside quotes' };
  return { value: bare };
}
