import type { ModuleGraph } from './readModuleGraph.ts';

/**
 * Finds circular imports, also of types alone and of `import()`.
 * @returns one line for each knot of files that import each other, by one cycle through it
 */
export function findImportCycles({ files, imports }: ModuleGraph): string[] {
  const next = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { from, to } of imports) next.get(from)?.push(to);

  const faults: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      faults.push([...path.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const target of next.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of files) visit(file);
  return faults;
}
