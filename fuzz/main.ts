import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { fuzzTarget, type TargetReport } from './harness/fuzzTarget.ts';
import { isClean } from './harness/isClean.ts';
import { readCommandLine } from './harness/readCommandLine.ts';
import { seedFiles } from './harness/seedFiles.ts';
import { text } from './harness/text.ts';
import { targets } from './targets.ts';

const usage = `usage: npm run fuzz -- [options]

Feeds every parser that reads bytes from strangers with mutated and random inputs and checks each answer.

  --runs N               inputs per target (default 200000; slow targets take a stated share of it)
  --seed TEXT            makes the same inputs again (default: a new one each time)
  --target NAME          only this target; may be given several times
  --seconds-per-input S  an input that takes longer is a hang (default 10)
  --jobs N               targets at a time (default: processors, at most 4)
  --no-save              do not write failing inputs to fuzz/seeds
  --json                 print one JSON object
  --help                 this text

targets:
${targets.map(({ name, oracle }) => `  ${name.padEnd(16)} ${oracle}`).join('\n')}
`;

const command = readCommandLine(usage, {
  target: { type: 'string', multiple: true, default: [] },
  jobs: { type: 'string', default: String(Math.min(4, availableParallelism())) },
  'no-save': { type: 'boolean', default: false },
});
const { options, runs, secondsPerInput } = command;

const describe = (report: TargetReport): string =>
  [
    `${report.name}: ${report.inputs} inputs`,
    `${report.accepted} accepted`,
    `${report.rejected} rejected`,
    `${report.crashes} crashes`,
    `${report.hangs} hangs`,
    `${report.wrongAccepts} wrong accepts`,
    `${report.wrongRejects} wrong rejects`,
    `slowest ${report.slowestMs.toFixed(1)} ms`,
    `${report.seconds.toFixed(1)} s`,
  ].join(', ');

const unknown = options.target.find((name) => !targets.some((target) => target.name === name));
if (unknown !== undefined) command.refuse(`There is no target ${unknown}.`);
const waiting = targets.filter(({ name }) => options.target.length === 0 || options.target.includes(name));
const seedsFolder = fileURLToPath(new URL('./seeds', import.meta.url));
process.stderr.write(`seed ${options.seed}\n`);

const reports: TargetReport[] = [];
const runNext = async (): Promise<void> => {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    const { name } = target;
    const report = await fuzzTarget(target, {
      moduleUrl: new URL('./targets.ts', import.meta.url).href,
      runs,
      seed: options.seed,
      secondsPerInput,
      seeds: seedFiles.read(seedsFolder, name),
      progress: (state) => process.stderr.write(`  ${describe(state)}\n`),
    });
    reports.push(report);
    process.stderr.write(`${describe(report)}\n`);
    for (const failure of report.failures) {
      const shown = text.toHex(failure.input.subarray(0, 200));
      process.stderr.write(`${failure.kind} of ${name} at ${failure.index}: ${failure.why}\n  ${shown}\n`);
      if (options['no-save']) continue;
      process.stderr.write(`  kept as ${seedFiles.write(seedsFolder, name, options.seed, failure)}\n`);
    }
  }
};
await Promise.all(Array.from({ length: Math.ceil(command.positive('jobs', options.jobs)) }, runNext));

const clean = reports.every(isClean);
if (options.json) {
  const results = reports.map(({ failures, ...counts }) => ({
    ...counts,
    failures: failures.map(({ input, ...failure }) => ({ ...failure, hex: text.toHex(input) })),
  }));
  process.stdout.write(`${JSON.stringify({ seed: options.seed, runs, clean, targets: results })}\n`);
} else {
  process.stdout.write(`${reports.map(describe).join('\n')}\n`);
}
process.exit(clean ? 0 : 1);
