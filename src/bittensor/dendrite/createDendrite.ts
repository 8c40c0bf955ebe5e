import { Agent } from 'node:http';
import { isIPv6 } from 'node:net';
import { v1 as createUuid } from 'uuid';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { Keypair } from '../keys/Keypair.ts';
import type { Synapse, SynapseFields, SynapseValues } from '../synapse/defineSynapse.ts';
import { dendriteError } from './errors.ts';
import { exchange } from './exchange.ts';
import { type Reply, readReply } from './readReply.ts';
import { type AxonAddress, type DendriteIdentity, signRequest } from './signRequest.ts';

export interface DendriteOptions {
  keypair: Keypair;
  /** This host's address as it names itself to axons; nobody checks it. */
  externalIp?: string;
  /** major·10⁶ + minor·10³ + patch of the SDK to speak like. */
  version?: number;
  /** UUID version 1; a new one for each dendrite. */
  uuid?: string;
  userAgent?: string;
  /** Address of this host from which connections are opened, where it has several. */
  localAddress?: string;
  /** Bytes, decompressed. */
  maximumReplyBytes?: number;
  clock?: Clock;
}

export interface DendriteCall<Fields extends SynapseFields> {
  synapse: Synapse<Fields>;
  values: SynapseValues<Fields>;
  /** Seconds for the whole exchange; 12 as in the SDK. */
  timeout?: number;
  /** Gives the call up; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface Dendrite {
  readonly uuid: string;
  readonly hotkey: string;
  /**
   * Calls one axon. What goes wrong out there is a reply with a status, not an exception.
   * @throws RC_DENDRITE_AXON_INVALID, RC_DENDRITE_TIMEOUT_INVALID
   */
  call<Fields extends SynapseFields>(axon: AxonAddress, call: DendriteCall<Fields>): Promise<Reply<Fields>>;
  /** Calls several axons at once. @returns one reply each, in their order. */
  callAll<Fields extends SynapseFields>(
    axons: readonly AxonAddress[],
    call: DendriteCall<Fields>,
  ): Promise<Reply<Fields>[]>;
  /** Closes the idle connections. */
  close(): void;
}

// aiohttp keeps an idle connection this long.
const idleMs = 15_000;

const endpoint = ({ ip, port }: AxonAddress, name: string, externalIp: string): URL => {
  const plain = ip.replace(/^\[(.*)\]$/, '$1');
  // Behind NAT a host seldom reaches itself by its outer address; the SDK goes through the loopback then.
  const host = plain === externalIp ? '0.0.0.0' : plain;
  const url = `http://${isIPv6(host) ? `[${host}]` : host}:${port}/${name}`;
  if (!Number.isInteger(port) || port < 1 || port > 65_535 || host === '' || !URL.canParse(url)) {
    throw dendriteError('RC_DENDRITE_AXON_INVALID', { ip, port });
  }
  return new URL(url);
};

/**
 * A client that signs calls as the Bittensor SDK 9.12.2 (and 10.x, which differs in `version` only) does, and
 * understands replies as it does. Connections are kept and reused.
 * @example
 * const dendrite = createDendrite({ keypair });
 * const reply = await dendrite.call({ ip, port, hotkey }, { synapse, values, timeout: 9 });
 */
export function createDendrite(options: DendriteOptions): Dendrite {
  const clock = options.clock ?? systemClock;
  const agent = new Agent({
    ...{ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, timeout: idleMs },
    ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
  });
  const identity: DendriteIdentity = {
    keypair: options.keypair,
    uuid: options.uuid ?? createUuid(),
    externalIp: options.externalIp ?? '0.0.0.0',
    version: options.version ?? 9_012_002,
  };
  let newestNonce = 0n;
  // Two calls within one tick of the clock must still differ.
  const nextNonce = (): bigint => {
    const now = clock.nowNs();
    newestNonce = now > newestNonce ? now : newestNonce + 1n;
    return newestNonce;
  };

  const call: Dendrite['call'] = async (axon, { synapse, values, timeout = 12, signal }) => {
    if (!(timeout > 0 && timeout <= 3600)) throw dendriteError('RC_DENDRITE_TIMEOUT_INVALID', { timeout });
    const url = endpoint(axon, synapse.name, identity.externalIp);
    const request = signRequest(identity, axon, { synapse, values, timeout, nonce: nextNonce() });
    const startNs = clock.monotonicNs();
    const outcome = await exchange({
      url,
      headers: request.headers,
      body: request.body,
      agent,
      userAgent: options.userAgent ?? 'roadcrew',
      timeout,
      maximumReplyBytes: options.maximumReplyBytes ?? 16_777_216,
      signal,
    });
    const seconds = Number(clock.monotonicNs() - startNs) / 1e9;
    const { dendrite, axon: target } = request.envelope;
    return readReply(
      synapse,
      { values, name: synapse.name, timeout, dendrite, axon: target },
      outcome,
      seconds,
    );
  };

  return {
    uuid: identity.uuid,
    hotkey: options.keypair.address,
    call,
    callAll: (axons, what) => Promise.all(axons.map((axon) => call(axon, what))),
    close: () => agent.destroy(),
  };
}
