import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Clock } from '../../../support/clock/Clock.ts';
import type { Random } from '../../../support/random/Random.ts';
import { drawFaults } from './drawFaults.ts';
import type { Fault, FaultPlan } from './faultPlanSchema.ts';
import type { InjectedFault } from './InjectedFault.ts';
import { relayConnection } from './relayConnection.ts';

export interface FaultProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  readonly plan: Pick<FaultPlan, 'faults'>;
  /** Decides which requests are struck: the n-th to arrive draws from its fork `n`. */
  readonly random: Random;
  readonly clock: Clock;
}

/** A port on the loopback behind which a miner seems to have a bad connection. */
export interface FaultProxy {
  /** To call instead of the target. */
  readonly address: { readonly ip: string; readonly port: number };
  /** What happened so far, in the order in which it was over. */
  injected(): readonly InjectedFault[];
  close(): Promise<void>;
}

type Refusal = Extract<Fault, { kind: 'refuse' }>;

/** Starts a proxy that does to requests and replies what the plan says. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { target, plan, random, clock } = options;
  const host = '127.0.0.1';
  const injected: InjectedFault[] = [];
  const closing = new AbortController();
  const open = new Set<Socket>();
  let exchanges = 0;
  const server = createServer((client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    relayConnection(client, {
      ...{ target, clock, signal: closing.signal },
      draw: () => drawFaults(plan.faults, random.fork(String(exchanges++))),
      onFault: (fault) => injected.push(fault),
    });
  });
  // One port for the whole run: those who call were told it.
  let port = 0;
  const listen = async () => {
    server.listen(port, host);
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  /** As a process that is restarted: nobody listens, and what was open is gone. */
  const refuse = async ({ afterMs, forMs, everyMs }: Refusal) => {
    const { signal } = closing;
    await clock.sleep(afterMs, signal);
    while (!signal.aborted) {
      const fromNs = clock.monotonicNs();
      const closed = once(server, 'close');
      server.close();
      for (const client of open) client.resetAndDestroy();
      await closed;
      try {
        await clock.sleep(forMs, signal);
      } finally {
        injected.push({ kind: 'refuse', validator: null, fromNs, toNs: clock.monotonicNs() });
      }
      await listen();
      if (everyMs === null) return;
      await clock.sleep(Math.max(0, everyMs - forMs), signal);
    }
  };
  await listen();
  const refusals = plan.faults
    .filter((fault) => fault.kind === 'refuse')
    .map((fault) => refuse(fault).catch(() => {}));
  return {
    address: { ip: host, port },
    injected: () => injected,
    async close() {
      closing.abort();
      for (const client of open) client.destroy();
      await Promise.all(refusals);
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
