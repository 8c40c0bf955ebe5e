import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import type { ErrorDefinition } from '../../src/support/errors/defineErrors.ts';

export interface ErrorCodeRow extends ErrorDefinition {
  readonly code: string;
  /** The file that defines it. */
  readonly file: string;
}

const hasDefinitions = (value: unknown): value is { definitions: Record<string, ErrorDefinition> } =>
  typeof value === 'function' && 'definitions' in value;

/** `fail('RC_…', message, hint)`, as the bin writes it, since it cannot import TypeScript. */
function readFailCalls(file: string, source: string): ErrorCodeRow[] {
  const rows: ErrorCodeRow[] = [];
  new Visitor({
    CallExpression: ({ callee, arguments: args }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'fail') return;
      const [code, message, hint] = args.map((argument) => {
        if (argument.type === 'Literal') return String(argument.value);
        if (argument.type !== 'TemplateLiteral') return '';
        return argument.quasis.map(({ value }) => value.cooked ?? '').join('…');
      });
      if (code?.startsWith('RC_')) rows.push({ code, message: message ?? '', hint: hint ?? '', file });
    },
  }).visit(parseSync(file, source).program);
  return rows;
}

/** Every error code of the rooms' `errors.ts` and of the bin, sorted by code. */
export async function collectErrorCodes(root: string, files: readonly string[]): Promise<ErrorCodeRow[]> {
  const rows: ErrorCodeRow[] = [];
  for (const file of files.filter((path) => /^src\/.*\/errors\.ts$/.test(path))) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
    for (const { definitions } of Object.values(module).filter(hasDefinitions)) {
      for (const [code, { message, hint }] of Object.entries(definitions))
        rows.push({ code, message, hint, file });
    }
  }
  for (const file of files.filter((path) => /^bin\/.*\.js$/.test(path))) {
    rows.push(...readFailCalls(file, readFileSync(join(root, file), 'utf8')));
  }
  return rows.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
