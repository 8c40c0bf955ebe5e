import { fuzzIsolated, type IsolatedReport } from './harness/fuzzIsolated.ts';
import { readCommandLine } from './harness/readCommandLine.ts';
import { targets } from './targets.ts';

const usage = `usage: node fuzz/isolated.ts [options]

Fuzzes one target in a process of its own, for native code: counts the deaths of that process and watches its memory.

  --target NAME          (default image)
  --runs N               inputs (default 200000, whatever share the target has otherwise)
  --seed TEXT            makes the same inputs again (default: a new one each time)
  --seconds-per-input S  an input that takes longer is a hang (default 10)
  --json                 print one JSON object
  --help                 this text

Exits with 0 when nothing failed and memory (judged from 50000 inputs on) has not grown by more than a tenth from the
second to the last tenth of the inputs.
`;

const command = readCommandLine(usage, { target: { type: 'string', default: 'image' } });
const { options, runs, secondsPerInput } = command;
const name = options.target;
if (!targets.some((target) => target.name === name)) command.refuse(`There is no target ${name}.`);

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const describe = ({ failures, ...report }: IsolatedReport): string => {
  const count = (kind: string) => failures.filter((failure) => failure.kind === kind).length;
  return [
    `${name}: ${report.inputs} inputs`,
    `${report.accepted} accepted`,
    `${report.rejected} rejected`,
    `${count('crash')} crashes`,
    `${count('hang')} hangs`,
    `${count('wrong-accept') + count('wrong-reject')} wrong verdicts`,
    `slowest ${report.slowestMs.toFixed(1)} ms`,
    // Measured now and then: a short run has too few of them.
    Number.isNaN(report.earlyRssBytes + report.lateRssBytes)
      ? 'memory not measured'
      : `memory ${mebibytes(report.earlyRssBytes)} to ${mebibytes(report.lateRssBytes)} MiB`,
    `${report.seconds.toFixed(1)} s`,
  ].join(', ');
};

let told = performance.now();
process.stderr.write(`seed ${options.seed}\n`);
const report = await fuzzIsolated({
  moduleUrl: new URL('./targets.ts', import.meta.url).href,
  ...{ name, runs, secondsPerInput, seed: options.seed },
  progress(state) {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    process.stderr.write(`  ${describe(state)}\n`);
  },
});
for (const { kind, why, index } of report.failures) process.stderr.write(`${kind} at ${index}: ${why}\n`);
// Until about 12,000 inputs the heaps of Node and of the decoders still find their size.
const hasGrown = report.inputs >= 50_000 && report.lateRssBytes > report.earlyRssBytes * 1.1;
const clean = report.failures.length === 0 && !hasGrown;
process.stdout.write(
  options.json
    ? `${JSON.stringify({ seed: options.seed, target: name, clean, ...report })}\n`
    : `${describe(report)}\n`,
);
process.exit(clean ? 0 : 1);
