import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** One import of one file by another, in any of its forms. */
export interface ModuleImport {
  readonly from: string;
  /** Relative to the root of the checkout. */
  readonly to: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  readonly exists: boolean;
}

export interface ModuleGraph {
  readonly files: readonly string[];
  readonly imports: readonly ModuleImport[];
  /** Files that do not parse, with the reason. */
  readonly faults: readonly string[];
}

/** An import as it stands in the text. */
interface Reference {
  readonly specifier: string;
  readonly start: number;
}

/**
 * Every module that a file refers to: `import`, `import type`, `export … from`, `import()`, `import('x').T`,
 * `require()`, and `new URL('./x.ts', import.meta.url)`, by which workers are started.
 */
function listReferences(path: string, source: string): Reference[] | string {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error) return error.message;
  const references: Reference[] = [];
  const add = (node: { type: string; start: number; value?: unknown } | null | undefined) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') {
      references.push({ specifier: node.value, start: node.start });
    }
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    TSExternalModuleReference: (node) => add(node.expression),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') add(node.arguments[0]);
    },
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'URL' && node.arguments.length === 2) {
        add(node.arguments[0]);
      }
    },
  }).visit(program);
  return references;
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** Where a relative specifier leads. Files outside of `root` are not followed. */
function resolveSpecifier(
  root: string,
  from: string,
  specifier: string,
): { to: string; exists: boolean } | null {
  if (!specifier.startsWith('./') && !specifier.startsWith('../')) return null;
  const target = join(root, dirname(from), specifier);
  const candidates = [target, `${target}.ts`, target.replace(/\.js$/, '.ts'), join(target, 'index.ts')];
  const found = candidates.find(isFile);
  return {
    to: relative(root, found ?? target)
      .split('\\')
      .join(posix.sep),
    exists: found !== undefined,
  };
}

/** Parses the given TypeScript files (paths relative to `root`) and follows their relative imports. */
export function readModuleGraph(root: string, files: readonly string[]): ModuleGraph {
  const imports: ModuleImport[] = [];
  const faults: string[] = [];
  for (const from of files) {
    const source = readFileSync(join(root, from), 'utf8');
    const references = listReferences(from, source);
    if (typeof references === 'string') {
      faults.push(`${from} does not parse: ${references}`);
      continue;
    }
    for (const { specifier, start } of references) {
      const target = resolveSpecifier(root, from, specifier);
      if (target)
        imports.push({ from, ...target, specifier, line: source.slice(0, start).split('\n').length });
    }
  }
  return { files, imports, faults };
}
