import { createDendrite, type Dendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';

/** What became of one challenge, as its validator saw it. */
export interface SentChallenge {
  /** Since the load began. */
  readonly atMs: number;
  /** From the moment for which it was planned to the parsed reply. */
  readonly milliseconds: number;
  /** On a connection of its own, or on one that is kept. */
  readonly connection: 'new' | 'kept';
  readonly status: number;
  /** A finite probability within the time, or `null`. */
  readonly prediction: number | null;
  readonly failure: string | null;
}

export interface Load {
  /** Resolves when all are sent and answered, or given up. */
  readonly done: Promise<readonly SentChallenge[]>;
  readonly sent: () => number;
  stop(): void;
}

/** What validators of subnet 72 wait, seconds. */
const timeout = 9;

/**
 * Sends challenges at an even pace whatever becomes of the ones before (an open loop), every other one on a new
 * connection.
 */
export function startLoad(options: {
  readonly target: AxonAddress;
  readonly validators: readonly Keypair[];
  /** Base64. */
  readonly images: readonly string[];
  readonly perSecond: number;
  readonly total: number;
}): Load {
  const { target, validators, images, perSecond, total } = options;
  const stopping = new AbortController();
  const kept = validators.map((keypair) => createDendrite({ keypair }));
  const startMs = performance.now();
  let sent = 0;

  const send = async (index: number): Promise<SentChallenge> => {
    const plannedMs = (index / perSecond) * 1_000;
    const connection = index % 2 === 0 ? 'kept' : 'new';
    const which = Math.floor(index / 2) % validators.length;
    const dendrite: Dendrite =
      connection === 'kept'
        ? (kept[which] as Dendrite)
        : createDendrite({ keypair: validators[which] as Keypair });
    try {
      const reply = await dendrite.call(target, {
        synapse: imageSynapse,
        values: { testnet_label: -1n, image: images[index % images.length] ?? '', prediction: -1 },
        timeout,
      });
      const { prediction } = reply.values;
      const isAnswer = reply.isSuccess && prediction >= 0 && prediction <= 1 && prediction !== 0.5;
      return {
        ...{ atMs: plannedMs, connection, milliseconds: performance.now() - startMs - plannedMs },
        status: Number(reply.dendrite.statusCode ?? 0n),
        prediction: isAnswer ? prediction : null,
        failure: isAnswer ? null : (reply.dendrite.statusMessage ?? `the prediction was ${prediction}`),
      };
    } finally {
      if (connection === 'new') dendrite.close();
    }
  };

  const run = async (): Promise<readonly SentChallenge[]> => {
    const all: Promise<SentChallenge>[] = [];
    while (sent < total && !stopping.signal.aborted) {
      const waitMs = (sent / perSecond) * 1_000 - (performance.now() - startMs);
      if (waitMs > 1) await systemClock.sleep(waitMs, stopping.signal).catch(() => {});
      all.push(send(sent));
      sent += 1;
    }
    const outcomes = await Promise.all(all);
    for (const dendrite of kept) dendrite.close();
    return outcomes;
  };
  return { done: run(), sent: () => sent, stop: () => stopping.abort() };
}
