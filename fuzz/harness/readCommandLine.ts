import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

const common = {
  runs: { type: 'string', default: '200000' },
  'seconds-per-input': { type: 'string', default: '10' },
  seed: { type: 'string', default: crypto.randomUUID().slice(0, 8) },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>['values'];

/**
 * Reads the options of a fuzzing program: those that all have, and its own. Ends the process with 0 after `--help` and
 * with 2 when they are wrong.
 */
export function readCommandLine<const Own extends ParseArgsOptionsConfig>(usage: string, own: Own) {
  const refuse = (reason: string): never => {
    process.stderr.write(`${reason}\n\n${usage}`);
    process.exit(2);
  };
  const positive = (name: string, value: string): number => {
    const number = Number(value);
    return Number.isFinite(number) && number > 0 ? number : refuse(`--${name} must be a number above 0.`);
  };
  const read = () => {
    try {
      return parseArgs({ options: { ...common, ...own } }).values;
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
  };
  // The compiler does not look into what parseArgs makes of options that are not known here.
  const values = read() as Values<typeof common> & Values<Own>;
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  return {
    ...{ options: values, refuse, positive, runs: Math.ceil(positive('runs', values.runs)) },
    secondsPerInput: positive('seconds-per-input', values['seconds-per-input']),
  };
}
