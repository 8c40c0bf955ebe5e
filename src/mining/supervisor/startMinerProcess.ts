import type { Clock } from '../../support/clock/Clock.ts';
import type { AlertBook } from '../alerts/AlertBook.ts';
import type { ConnectionHandle, Custody } from './createCustody.ts';
import type { FromMiner, MinerPulse, MinerSettings, ToMiner } from './messages.ts';
import type { RunningProcess } from './RunningProcess.ts';
import { type RunningProgram, startProgram } from './startProgram.ts';

/** A miner process. */
export interface RunningMiner extends RunningProgram<ToMiner>, RunningProcess {
  /** As it last said; `null` before it was ready. */
  readonly pulse: MinerPulse | null;
  /** Records that were on no disk when it said so last, and those since: at most so many are lost with it. */
  readonly unwritten: number;
}

export interface StartMinerOptions {
  readonly settings: MinerSettings;
  readonly clock: Clock;
  readonly custody: Custody<RunningMiner>;
  readonly alerts: Pick<AlertBook, 'open' | 'over'>;
  /** The old miner of an upgrade asks for a claim. */
  readonly onClaim: (miner: RunningMiner, claim: Extract<FromMiner, { kind: 'claim' }>) => void;
  readonly program?: URL | undefined;
}

/** Of what a child inherits. */
const firstFd = 4;
/** Beside the axon's socket itself: each lets it accept one more connection in a turn of the event loop. */
const axonCopies = 15;

const minerProgram = new URL('./minerProcess.ts', import.meta.url);

/** Starts a miner process. It is `ready` when it could answer; it takes connections when it is asked to `listen`. */
export function startMinerProcess(options: StartMinerOptions): RunningMiner {
  const { settings, clock, custody, alerts } = options;
  const { axon, rest } = settings.fds;
  const copies = Array.from({ length: axonCopies }, () => axon);
  let pulse: MinerPulse | null = null;
  /** Since the last pulse. */
  let recorded = 0;

  const onMessage = (message: FromMiner, handle: unknown): void => {
    switch (message.kind) {
      case 'status':
        pulse = message;
        recorded = 0;
        break;
      case 'admitted': {
        const { id, used, request, entry } = message;
        if (used !== null) custody.remember(used);
        if (request !== null) {
          // A handle of Node's own, of which only `close` is used.
          custody.admitted(miner, { id, request, handle: handle as ConnectionHandle | undefined, entry });
        }
        break;
      }
      case 'chunk':
        custody.chunk(miner, message.id, message.bytes);
        break;
      case 'released':
        custody.released(miner, message.id);
        break;
      case 'let-go':
        custody.letGo(message.entry);
        break;
      case 'recorded':
        recorded += 1;
        break;
      case 'alert':
        if (message.alert === null) alerts.over(message.about);
        else alerts.open(message.about, message.alert);
        break;
      case 'claim':
        options.onClaim(miner, message);
        break;
    }
  };

  const running = startProgram<ToMiner, FromMiner>({
    ...{ name: 'miner', program: options.program ?? minerProgram, clock, onMessage },
    fds: [axon, ...copies, ...(rest === null ? [] : [rest])],
    first: {
      kind: 'open',
      settings: {
        ...settings,
        fds: {
          axon: firstFd,
          axonCopies: copies.map((_, index) => firstFd + 1 + index),
          rest: rest === null ? null : firstFd + 1 + copies.length,
        },
      },
    },
  });
  const miner: RunningMiner = {
    ...running,
    get heardNs() {
      return running.heardNs;
    },
    get residentBytes() {
      return running.residentBytes;
    },
    get pulse() {
      return pulse;
    },
    get unwritten() {
      return recorded + (pulse?.records?.waiting ?? 0);
    },
  };
  return miner;
}
