import { Socket } from 'node:net';
import type { UsedNonce } from '../../bittensor/axon/createReplayGuard.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { createLogger } from '../../support/logging/createLogger.ts';
import type { LogLevel } from '../../support/logging/Logger.ts';
import { createClaimClient } from './createClaimClient.ts';
import { createCustodyClient } from './createCustodyClient.ts';
import { supervisorError } from './errors.ts';
import type { FromMiner, HeldRequestMessage, ToMiner } from './messages.ts';
import { type OpenMiner, openMiner } from './openMiner.ts';
import { serveSupervisor } from './serveSupervisor.ts';

// The program of the miner process: everything that answers strangers. `startMinerProcess` starts it.

let level: LogLevel = 'info';
const logger = createLogger({ level: () => level, bindings: { process: 'miner' } });
let opened: OpenMiner | undefined;
let limitBytes = 0;

const miner = (): OpenMiner => {
  if (opened === undefined) throw supervisorError('RC_SUPERVISOR_PROCESS_GONE', { process: 'miner' });
  return opened;
};

const adopt = async (entry: number, request: HeldRequestMessage, handle: unknown): Promise<void> => {
  if (handle === undefined) return link.say({ kind: 'let-go', entry });
  // Node's own handle, as it came through the pipe.
  const socket = new Socket({ handle, allowHalfOpen: true, readable: true, writable: true } as never);
  socket.on('error', () => socket.destroy());
  custody.adopted(socket, entry);
  // What the dead one had let in is not refused because this one has just begun.
  await miner().answerable();
  const { head, body, address, receivedNs } = request;
  miner().adopt(socket, { bytes: Buffer.concat([head, ...body]), address, receivedNs });
};

const link = serveSupervisor<ToMiner, FromMiner>(
  {
    answers: {
      async listen(used) {
        miner().replays.import(used as readonly UsedNonce[]);
        await miner().listen();
      },
      'hand-over'() {
        miner().replays.delegate(claims.claim);
        return miner().replays.export();
      },
      'take-back': () => miner().replays.delegate(null),
      claim: (used) => miner().replays.claim(used as UsedNonce),
      drain: (graceSeconds) => miner().drain(Number(graceSeconds)),
      metrics: () => miner().metrics(),
      settings(values) {
        const given = values as Parameters<OpenMiner['apply']>[0];
        ({ level } = given.logging);
        limitBytes = given.supervisor.custodyBytes;
        miner().apply(given);
      },
    },
    async told(message, handle) {
      if (message.kind === 'claimed') {
        claims.told(message);
      } else if (message.kind === 'adopt') {
        await adopt(message.entry, message.request, handle);
      } else {
        const { settings } = message;
        ({ level } = settings);
        limitBytes = settings.values.supervisor.custodyBytes;
        process.title = 'roadcrew miner';
        opened = await openMiner(settings, {
          ...{ logger, custody },
          recorded: () => link.say({ kind: 'recorded' }),
          alerts: {
            open: (about, { severity, title, text }) =>
              link.say({ kind: 'alert', about, alert: { severity, title, text } }),
            over: (about) => link.say({ kind: 'alert', about, alert: null }),
          },
        });
        link.ready();
      }
    },
    async close() {
      await opened?.close();
      if (opened) link.say({ kind: 'status', ...opened.pulse() });
    },
    failed: (error) => logger.fatal('The miner process failed.', { error }),
  },
  () => {
    if (opened) link.say({ kind: 'status', ...opened.pulse() });
  },
);

const claims = createClaimClient({ say: link.say, clock: systemClock });
const custody = createCustodyClient({ say: link.say, limitBytes: () => limitBytes });
