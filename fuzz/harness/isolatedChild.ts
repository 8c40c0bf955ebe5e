import { openSync, writeSync } from 'node:fs';
import { createRandom } from './createRandom.ts';
import { generateInput } from './generateInput.ts';
import { judge } from './judge.ts';
import { makeCorpus } from './makeCorpus.ts';
import type { FailureKind, Target } from './Target.ts';
import { text } from './text.ts';

/** What the parent tells: inputs `start` to `runs` − 1 of this seed. */
export interface IsolatedJob {
  readonly moduleUrl: string;
  readonly name: string;
  readonly seed: string;
  readonly start: number;
  readonly runs: number;
  /** The number of the current input stands in this file, as text: it outlives the process. */
  readonly positionFile: string;
}

/** What the child tells: where it is, every `reportEvery` inputs and at the end, and what failed. */
export type IsolatedMessage =
  | { readonly type: 'progress'; readonly progress: IsolatedProgress }
  | { readonly type: 'failure'; readonly kind: FailureKind; readonly why: string; readonly index: number };

/** Counts since the process began. */
export interface IsolatedProgress {
  readonly next: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly slowestMs: number;
  readonly rssBytes: number;
}

const reportEvery = 250;

const work = async (job: IsolatedJob): Promise<void> => {
  const { targets } = (await import(job.moduleUrl)) as { targets: readonly Target[] };
  const target = targets.find(({ name }) => name === job.name);
  if (target === undefined) throw new Error(`There is no target ${job.name}.`);
  const corpus = await makeCorpus(target, job.seed);
  const context = { corpus, dictionary: target.dictionary.map(text.encode), maxLength: target.maxLength };
  const position = openSync(job.positionFile, 'w');
  const counts = { accepted: 0, rejected: 0, slowestMs: 0 };
  const send = (message: IsolatedMessage): void => {
    process.send?.(message);
  };
  for (let index = job.start; index < job.runs; index += 1) {
    const input = await generateInput(createRandom(`${job.seed}/${job.name}/${index}`), target, context);
    writeSync(position, String(index).padEnd(12), 0);
    const before = performance.now();
    const judgement = await judge(target, input, false);
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - before);
    if ('key' in judgement) send({ type: 'failure', kind: judgement.verdict, why: judgement.why, index });
    else counts[judgement.verdict] += 1;
    const next = index + 1;
    if (next % reportEvery !== 0 && next !== job.runs) continue;
    send({ type: 'progress', progress: { ...counts, next, rssBytes: process.memoryUsage().rss } });
  }
  await target.close?.();
  process.disconnect?.();
};

await work(JSON.parse(process.argv[2] ?? '') as IsolatedJob);
