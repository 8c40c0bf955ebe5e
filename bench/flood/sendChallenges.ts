import { createDendrite, type Dendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { validators } from './identities.ts';
import type { Challenge } from './Report.ts';

/** What validators of subnet 72 wait, seconds. */
const timeout = 9;

const open = (index: number): Dendrite => {
  const { keypair, address } = validators[index] as (typeof validators)[number];
  return createDendrite({ keypair, localAddress: address });
};

/**
 * Sends real challenges at an even pace whatever becomes of those before, by all validators in turn that have begun,
 * every other round on new connections.
 */
export async function sendChallenges(options: {
  readonly target: AxonAddress;
  /** Base64. */
  readonly images: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}): Promise<Challenge[]> {
  const { target, images, perSecond, seconds } = options;
  const kept = validators.map((_, index) => open(index));
  const met = new Set(validators.flatMap(({ from }, index) => (from === 0 ? [index] : [])));
  const startMs = performance.now();
  const since = (): number => performance.now() - startMs;

  const send = async (
    index: number,
    { validator, first, connection }: Pick<Challenge, 'validator' | 'first' | 'connection'>,
  ): Promise<Challenge> => {
    const dueMs = (index / perSecond) * 1_000;
    const dendrite = connection === 'kept' ? (kept[validator] as Dendrite) : open(validator);
    const reply = await dendrite.call(target, {
      synapse: imageSynapse,
      values: { testnet_label: -1n, image: images[index % images.length] ?? '', prediction: -1 },
      timeout,
    });
    const { prediction } = reply.values;
    const real = reply.isSuccess && prediction >= 0 && prediction <= 1 && prediction !== 0.5;
    if (connection === 'new') dendrite.close();
    return {
      ...{ validator, first, connection, atSeconds: dueMs / 1_000, milliseconds: since() - dueMs },
      status: Number(reply.dendrite.statusCode ?? 0n),
      failure: real ? null : `${reply.dendrite.statusMessage ?? ''} (prediction ${prediction})`,
    };
  };

  const all: Promise<Challenge>[] = [];
  const total = Math.floor(perSecond * seconds);
  for (let index = 0; index < total; index += 1) {
    const waitMs = (index / perSecond) * 1_000 - since();
    if (waitMs > 1) await systemClock.sleep(waitMs);
    const begun = validators.flatMap(({ from }, which) => (index >= from * total ? [which] : []));
    // A newcomer calls as soon as it may.
    const newcomer = begun.find((which) => !met.has(which));
    const validator = newcomer ?? (begun[index % begun.length] as number);
    met.add(validator);
    const connection = Math.floor(index / begun.length) % 2 === 0 ? 'kept' : 'new';
    all.push(send(index, { validator, first: newcomer !== undefined, connection }));
  }
  const challenges = await Promise.all(all);
  for (const dendrite of kept) dendrite.close();
  return challenges;
}
