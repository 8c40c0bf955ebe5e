/**
 * Renders sprites or scenes into a folder.
 *
 *   node scripts/renderScenes.ts sprites --out DIR --count N --seed S [--jobs 2]
 *   node scripts/renderScenes.ts scenes  --out DIR --count N --seed S [--width 480] [--jobs 2]
 *
 * Seeds that start with `train-` are for training; demo and tests take others, so that neither sees the other's scenes.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportScenes } from './scenes/exportScenes.ts';
import { exportSprites } from './scenes/exportSprites.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: 'look' },
    width: { type: 'string', default: '480' },
    jobs: { type: 'string', default: '1' },
    part: { type: 'string' },
  },
});
const [what] = positionals;
const { out } = values;
const exporters = { sprites: exportSprites, scenes: exportScenes } as const;
const isExporter = (name: string | undefined): name is keyof typeof exporters =>
  name !== undefined && Object.hasOwn(exporters, name);

if (!isExporter(what) || out === undefined) {
  console.error(
    'usage: node scripts/renderScenes.ts sprites|scenes --out DIR [--count N] [--seed S] [--width PX] [--jobs N]',
  );
  process.exit(2);
}
const exporter = exporters[what];
mkdirSync(out, { recursive: true });
const jobs = Number(values.jobs);
const order = { out, seed: values.seed, count: Number(values.count), width: Number(values.width) };

const partPath = (index: number): string => join(out, `.part-${index}.json`);

/** All rows that the processes have reported so far. */
function collectRows(): unknown[] {
  return Array.from({ length: jobs }, (_, index) => index).flatMap((index) => {
    if (!existsSync(partPath(index))) return [];
    const part: unknown = JSON.parse(readFileSync(partPath(index), 'utf8'));
    return Array.isArray(part) ? part : [];
  });
}

if (values.part !== undefined) {
  const path = partPath(Number(values.part));
  const report = (rows: readonly unknown[]): void => {
    // Written beside and moved, so that the parent never reads half a list.
    writeFileSync(`${path}.new`, JSON.stringify(rows));
    renameSync(`${path}.new`, path);
  };
  report(await exporter.part(order, { index: Number(values.part), of: jobs }, report));
} else {
  const started = performance.now();
  const lists = setInterval(() => exporter.finish(order, collectRows()), 60_000);
  const results = await Promise.all(
    Array.from({ length: jobs }, (_, index) => {
      const child = fork(import.meta.filename, [...process.argv.slice(2), '--part', String(index)]);
      return new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
    }),
  );
  clearInterval(lists);
  const rows = collectRows();
  for (let index = 0; index < jobs; index += 1) rmSync(partPath(index), { force: true });
  if (results.some((code) => code !== 0)) process.exit(1);
  exporter.finish(order, rows);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${rows.length} ${what} in ${seconds.toFixed(1)} s with ${jobs} process(es): ${out}`);
}
