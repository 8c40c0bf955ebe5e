import { parseArgs } from 'node:util';

/** What `--help` would say. */
export const usage = `npm run bench:vision -- [--seconds N] [--rounds N] [--release FOLDER] [--python PATH] [--json]

Times decoding, preprocessing, backbone and head of a release on one core, and PyTorch with the same weights beside it.
Linux with taskset and two cores.
  --seconds  how long each model is timed in a round, 1 to 60 (default 5); 1 only proves that everything works
  --rounds   how often all sides are measured in turn, 1 to 20 (default 3, with --seconds 1 one)
  --release  folder of a release (default: the starter; where there is none, a tiny test release)
  --python   interpreter with torch 2.13.0, numpy and onnx (default: environment ROADCREW_PYTHON_ML)
  --json     prints the report, with every single time, as one JSON object
`;

export interface Settings {
  readonly seconds: number;
  readonly rounds: number;
  /** Empty: without PyTorch. */
  readonly python: string;
  readonly release: string | undefined;
  readonly json: boolean;
}

/** @throws Error for options that are unknown or out of range */
export function readSettings(args: string[], env: NodeJS.ProcessEnv): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { seconds: text, rounds: text, release: text, python: text, json: { type: 'boolean' } },
  });
  const seconds = Number(values.seconds ?? 5);
  const rounds = Number(values.rounds ?? (seconds === 1 ? 1 : 3));
  if (!(seconds >= 1 && seconds <= 60)) throw new Error('--seconds is a number from 1 to 60.');
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 20) throw new Error('--rounds is 1 to 20.');
  const python = values.python ?? env.ROADCREW_PYTHON_ML ?? '';
  return { seconds, rounds, python, release: values.release, json: values.json ?? false };
}
