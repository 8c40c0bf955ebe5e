import { setPriority } from 'node:os';
import { decodeImage } from '../../imaging/decodeImage.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { type Classifier, openClassifier } from '../classifier/openClassifier.ts';
import { loadRelease } from '../releases/loadRelease.ts';
import { openOnnxSession } from '../runtimes/onnx/openOnnxSession.ts';
import { openOpenInferenceSession } from '../runtimes/open-inference/openOpenInferenceSession.ts';
import { type BatchInterest, createBatchInterest } from './createBatchInterest.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { probeImage } from './probeImage.ts';
import { runBatch } from './runBatch.ts';
import { toSentError } from './toSentError.ts';

// The program of an inference worker process: one release, from encoded image to answer. `startWorker` runs it.

type Said<Message> = Message extends unknown ? Omit<Message, 'residentBytes'> : never;

const say = (message: Said<FromWorker>): void => {
  if (process.connected) process.send?.({ ...message, residentBytes: process.memoryUsage.rss() });
};

let classifier: Classifier | undefined;
let settings: WorkerSettings | undefined;
let interest: BatchInterest | undefined;

const decode = (image: Uint8Array) => decodeImage(image, settings?.limits);

/** The first runs of a model are slow: memory is taken, kernels are chosen. They happen before the worker is ready. */
const warmUp = async (opened: Classifier, batchSize: number): Promise<void> => {
  const image = await decode(probeImage);
  for (const count of batchSize > 1 ? [1, batchSize, 1] : [1, 1]) {
    await opened.classify(Array.from({ length: count }, () => image));
  }
};

const open = async (given: WorkerSettings): Promise<void> => {
  settings = given;
  const { folder, providers, threads, deviceId, precision, server, batchSize, pulseMs, niceness } = given;
  if (niceness > 0) setPriority(niceness);
  const loaded = await loadRelease(folder);
  process.title = `roadcrew inference ${loaded.release.id}`;
  classifier = await openClassifier({
    ...{ loaded, precision },
    open: (path) => openOnnxSession({ path, providers, threads, deviceId }),
    openRemote:
      server &&
      (({ id }) => openOpenInferenceSession({ ...server, model: server.model ?? id, clock: systemClock })),
  });
  await warmUp(classifier, batchSize);
  const { attempts } = classifier;
  say({ kind: 'ready', release: loaded.release.id, precision: classifier.precision, attempts });
  setInterval(() => say({ kind: 'pulse' }), pulseMs).unref();
};

const run = async ({ items }: Extract<ToWorker, { kind: 'batch' }>): Promise<void> => {
  const wanted = createBatchInterest(items.map(({ id }) => id));
  interest = wanted;
  await runBatch(items, {
    ...{ decode, clock: systemClock, signal: wanted.signal },
    classify: (images, options) => {
      if (classifier === undefined) throw new Error('a batch came before the release was open');
      // A local run cannot be interrupted; it is let finish, so that it is known how long it takes.
      return classifier.classify(images, settings?.server === undefined ? {} : options);
    },
    isCancelled: wanted.isGivenUp,
    answer(id, result) {
      wanted.answered(id);
      say({ kind: 'result', id, result });
    },
  });
  say({ kind: 'done' });
};

const close = async (): Promise<void> => {
  await classifier?.close().catch(() => {});
  process.exit(0);
};

process.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'open':
      open(message.settings).catch((error: unknown) => {
        say({ kind: 'failed', error: toSentError(error) });
      });
      break;
    case 'batch':
      void run(message);
      break;
    case 'cancel':
      interest?.giveUp(message.id);
      break;
    case 'close':
      void close();
      break;
  }
});
// The host is gone: nobody is left to answer to.
process.on('disconnect', () => process.exit(0));
// Ctrl-C and a service manager's stop reach the whole group; the host decides when its workers end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
