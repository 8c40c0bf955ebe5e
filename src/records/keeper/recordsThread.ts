import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../support/clock/systemClock.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import { createTurns } from '../database/createTurns.ts';
import type { KeeperOrder } from './messages.ts';
import { startKeeper } from './startKeeper.ts';
import type { ThreadData } from './threadData.ts';

// The program of the thread that owns database and image store; `createRecorder` starts it.
const inTurn = createTurns();
const keep = startKeeper(workerData as ThreadData, {
  clock: systemClock,
  random: systemRandom,
  fetch: globalThis.fetch,
  report: (message) => parentPort?.postMessage(message),
});

parentPort?.on('message', (order: KeeperOrder) => {
  // An error here is a defect; it ends the thread, and the recorder starts another.
  void inTurn(() => keep(order));
});
