import { parseArgs } from 'node:util';

export interface Settings {
  readonly requests: number;
  readonly perSecond: number;
  readonly workerSeconds: number;
  readonly database: 'postgres' | 'sqlite';
  readonly release: string | null;
  readonly keep: boolean;
  readonly json: boolean;
}

export const usage = `npm run bench:soak -- [--requests N] [--rate N] [--worker-seconds N] [--database postgres|sqlite]
    [--release tiny|FOLDER] [--keep] [--json]

Sends signed challenges to \`roadcrew mine\` while its workers are killed every few seconds, the miner twice, and the
database (PostgreSQL), the disk and Redis fail one after the other. Ends with 1 when a challenge was not answered
within its nine seconds, a record is unaccounted for, memory grew (in runs of five minutes or more), or a process stayed behind. Linux, as root (it
mounts a small disk to fill), with the packages postgresql and redis-server.
  --requests        challenges (default 50000)
  --rate            challenges a second (default 40)
  --worker-seconds  between two kills of a worker (default 5)
  --database        where records go (default postgres; sqlite lies on the disk that is filled)
  --release         tiny (answers in a millisecond) or a folder (default: the starter)
  --keep            leaves logs and records where they are, and says where
  --json            prints the report as one JSON object
`;

/** @throws Error for options that are unknown or out of range */
export function readSettings(args: string[]): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ requests: text, rate: text, 'worker-seconds': text, database: text, release: text },
      ...{ keep: { type: 'boolean' }, json: { type: 'boolean' } },
    },
  });
  const number = (name: string, value: string | undefined, fallback: number): number => {
    const read = Number(value ?? fallback);
    if (!(read > 0)) throw new Error(`--${name} is a number above 0.`);
    return read;
  };
  const { database = 'postgres' } = values;
  if (database !== 'postgres' && database !== 'sqlite') throw new Error('--database is postgres or sqlite.');
  return {
    requests: number('requests', values.requests, 50_000),
    perSecond: number('rate', values.rate, 40),
    workerSeconds: number('worker-seconds', values['worker-seconds'], 5),
    ...{ database, release: values.release ?? null },
    ...{ keep: values.keep ?? false, json: values.json ?? false },
  };
}
