import { parseArgs } from 'node:util';
import { fuzzIsolated, type IsolatedReport } from './harness/fuzzIsolated.ts';
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

const refuse = (reason: string): never => {
  process.stderr.write(`${reason}\n\n${usage}`);
  process.exit(2);
};
const readOptions = () => {
  try {
    return parseArgs({
      options: {
        target: { type: 'string', default: 'image' },
        runs: { type: 'string', default: '200000' },
        seed: { type: 'string', default: crypto.randomUUID().slice(0, 8) },
        'seconds-per-input': { type: 'string', default: '10' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};
const positive = (name: string, value: string): number => {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : refuse(`--${name} must be a number above 0.`);
};

const options = readOptions();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const name = options.target;
if (!targets.some((target) => target.name === name)) refuse(`There is no target ${name}.`);

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
    `memory ${mebibytes(report.earlyRssBytes)} to ${mebibytes(report.lateRssBytes)} MiB`,
    `${report.seconds.toFixed(1)} s`,
  ].join(', ');
};

let told = performance.now();
process.stderr.write(`seed ${options.seed}\n`);
const report = await fuzzIsolated({
  moduleUrl: new URL('./targets.ts', import.meta.url).href,
  name,
  runs: Math.ceil(positive('runs', options.runs)),
  seed: options.seed,
  secondsPerInput: positive('seconds-per-input', options['seconds-per-input']),
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
