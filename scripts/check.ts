// npm run check: everything that can be said about the code without running it. One line for each check.
import { join } from 'node:path';
import { collectErrorCodes } from './checks/collectErrorCodes.ts';
import { findErrorFaults } from './checks/findErrorFaults.ts';
import { findFloorFaults } from './checks/findFloorFaults.ts';
import { findImportCycles } from './checks/findImportCycles.ts';
import { findMachineTraces } from './checks/findMachineTraces.ts';
import { findPackageFaults } from './checks/findPackageFaults.ts';
import { listFiles } from './checks/listFiles.ts';
import { readModuleGraph } from './checks/readModuleGraph.ts';
import { runTool } from './checks/runTool.ts';

const root = join(import.meta.dirname, '..');
const files = listFiles(root);
const graph = readModuleGraph(
  root,
  files.filter((file) => /^src\/.*\.ts$/.test(file)),
);

/** Each check gives the faults that it finds, as lines. */
const checks: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  types: () => runTool(root, 'tsc', ['--noEmit']),
  lint: () => runTool(root, 'biome', ['check', '--error-on-warnings', '.']),
  unused: () => runTool(root, 'knip', ['--no-progress']),
  floors: () => [...graph.faults, ...findFloorFaults(graph)],
  cycles: () => findImportCycles(graph),
  errors: async () => findErrorFaults(root, files, await collectErrorCodes(root, files)),
  packages: () => findPackageFaults(root),
  traces: () => findMachineTraces(root, files, process.env),
};

/** Of each check; the rest is seen once the first are mended, or by running the tool itself. */
const shownLines = 60;

const startedAt = performance.now();
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const results = await Promise.all(
  Object.entries(checks).map(async ([name, find]) => {
    const start = performance.now();
    const faults = await find();
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(10)} ${seconds(start)}`);
    const lines = faults.flatMap((fault) => fault.split('\n'));
    for (const line of lines.slice(0, shownLines)) console.log(`      ${line}`);
    if (lines.length > shownLines) console.log(`      … and ${lines.length - shownLines} lines more`);
    return faults.length === 0;
  }),
);

const failed = results.filter((passed) => !passed).length;
console.log(`${results.length - failed} passed, ${failed} failed in ${seconds(startedAt)}`);
process.exitCode = failed === 0 ? 0 : 1;
