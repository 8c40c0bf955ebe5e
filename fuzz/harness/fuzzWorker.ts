import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createRandom } from './createRandom.ts';
import { generateInput } from './generateInput.ts';
import { type Judgement, judge } from './judge.ts';
import { makeCorpus } from './makeCorpus.ts';
import { SharedState } from './SharedState.ts';
import { shrinkInput } from './shrinkInput.ts';
import type { FailureKind, Target } from './Target.ts';
import { text } from './text.ts';

/** What the supervisor tells a worker. Inputs are numbered: first the kept seeds, then the corpus, then made ones. */
export interface WorkerJob {
  /** URL of a module that exports `targets`. */
  moduleUrl: string;
  name: string;
  seed: string;
  runs: number;
  /** First input to run: after a hang a new worker goes on behind it. */
  start: number;
  seeds: readonly Uint8Array[];
  shared: SharedArrayBuffer;
}

/** What a worker tells: a failure, or that it is through. */
export type WorkerMessage =
  | { type: 'failure'; kind: FailureKind; why: string; index: number; input: Uint8Array }
  | { type: 'done' };

/** Failures of one kind and cause that are told in full; all are counted. */
const toldInFull = 2;

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

const work = async (job: WorkerJob): Promise<void> => {
  const { targets } = (await import(job.moduleUrl)) as { targets: readonly Target[] };
  const target = targets.find(({ name }) => name === job.name);
  if (target === undefined) throw new Error(`There is no target ${job.name}.`);
  const shared = new SharedState(job.shared);
  const { maxLength } = target;
  const corpus = await makeCorpus(target, job.seed);
  const context = { corpus, dictionary: target.dictionary.map(text.encode), maxLength };
  const told = new Map<string, number>();

  const tell = async (
    judgement: Exclude<Judgement, { verdict: 'accepted' | 'rejected' }>,
    index: number,
    input: Uint8Array,
    valid: boolean,
  ) => {
    shared.add(judgement.verdict);
    const before = told.get(judgement.key) ?? 0;
    told.set(judgement.key, before + 1);
    if (before >= toldInFull) return;
    const isSame = async (candidate: Uint8Array): Promise<boolean> => {
      const other = await judge(target, candidate, valid);
      return 'key' in other && other.key === judgement.key;
    };
    // A refused valid input has nothing to leave out, and a network target is too slow to try.
    const small = valid || target.share !== undefined ? input : await shrinkInput(input, isSame);
    post({ type: 'failure', kind: judgement.verdict, why: judgement.why, index, input: small });
  };

  const firstMade = job.seeds.length + corpus.length;
  for (let index = job.start; index < firstMade + job.runs; index += 1) {
    const valid = index >= job.seeds.length && index < firstMade;
    const kept = index < job.seeds.length ? job.seeds[index] : corpus[index - job.seeds.length];
    const random = createRandom(`${job.seed}/${job.name}/${index - firstMade}`);
    const input = kept ?? (await generateInput(random, target, context));
    shared.begin(input);
    const before = performance.now();
    const pending = judge(target, input, valid);
    const judgement = await pending;
    const microseconds = Math.round((performance.now() - before) * 1000);
    if (microseconds > shared.get('slowestMicroseconds')) shared.set('slowestMicroseconds', microseconds);
    if ('key' in judgement) await tell(judgement, index, input, valid);
    else shared.add(judgement.verdict);
    // Lets rejections that nobody handles come out while their input is still the current one.
    if (target.share !== undefined || index % 64 === 0) await setImmediate();
  }
  await target.close?.();
  post({ type: 'done' });
};

await work(workerData as WorkerJob);
