import { parseArgs } from 'node:util';

export const usage = `npm run bench:flood -- [--seconds N] [--rate N] [--slow N] [--challenges N] [--images DIR]
    [--server miner|axon] [--python PATH] [--only ours|python] [--json]

Floods our miner, then the official Python axon, with hostile requests, while ten validators challenge it. Ends with 1
when ours misses an aim, from 20 seconds on also of latency and memory. Linux with taskset and two cores, on which
everything runs.
  --seconds     length of the flood of each server (default 60); 3 only proves that no challenge is lost
  --rate        hostile requests a second (default 3000; 300 below 20 seconds)
  --slow        slow connections at once (default 500; 50 below 20 seconds)
  --challenges  real challenges a second (default 10)
  --images      folder of JPEGs to send (default: rendered street scenes of about 25 KB)
  --server      what is flooded of ours: \`roadcrew mine\` or only the axon with the model (default: miner)
  --python      interpreter with bittensor 9.12.2 (default: environment ROADCREW_PYTHON_9); without it, only ours
  --only        floods one of the two alone
  --json        prints the report as one JSON object
`;

export interface Settings {
  readonly seconds: number;
  readonly rate: number;
  readonly slow: number;
  readonly challenges: number;
  /** '' for rendered scenes. */
  readonly images: string;
  readonly server: 'miner' | 'axon';
  /** '' for none. */
  readonly python: string;
  readonly only: string;
  readonly json: boolean;
}

/** @throws Error for options that are unknown or out of range */
export function readSettings(args: string[], env: NodeJS.ProcessEnv): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ seconds: text, rate: text, slow: text, challenges: text, images: text, server: text },
      ...{ python: text, only: text, json: { type: 'boolean' } },
    },
  });
  const number = (name: string, value: string | undefined, fallback: number, least: number): number => {
    const read = Number(value ?? fallback);
    if (!(read >= least)) throw new Error(`--${name} is a number from ${least}.`);
    return read;
  };
  const seconds = number('seconds', values.seconds, 60, 2);
  const short = seconds < 20;
  const only = values.only ?? '';
  if (!['', 'ours', 'python'].includes(only)) throw new Error('--only is ours or python.');
  const server = values.server ?? 'miner';
  if (server !== 'miner' && server !== 'axon') throw new Error('--server is miner or axon.');
  const python = values.python ?? env.ROADCREW_PYTHON_9 ?? '';
  if (only === 'python' && python === '') throw new Error('Name a Python with bittensor 9.12.2.');
  return {
    ...{ seconds, only, server, python },
    rate: number('rate', values.rate, short ? 300 : 3_000, 1),
    slow: number('slow', values.slow, short ? 50 : 500, 0),
    challenges: number('challenges', values.challenges, 10, 1),
    images: values.images ?? '',
    json: values.json ?? false,
  };
}
