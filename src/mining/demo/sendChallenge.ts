import type { Dendrite } from '../../bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../bittensor/dendrite/signRequest.ts';
import { imageSynapse } from '../../subnets/streetvision/imageSynapse.ts';
import type { Clock } from '../../support/clock/Clock.ts';

/** What a validator sees of one challenge. */
export interface ChallengeOutcome {
  /** Probability of roadwork, 0 to 1; `null`: there was none in time. */
  readonly prediction: number | null;
  /** From signing to the parsed reply, milliseconds. */
  readonly milliseconds: number;
  /** HTTP-like status of the reply, 200 for an answer; 0 where there is none. */
  readonly status: number;
  /** Why there is no prediction. */
  readonly failure: string | null;
}

/** What validators of subnet 72 wait, seconds. */
const timeout = 9;

/**
 * Sends an image to a miner and waits for its answer as a validator of subnet 72 does.
 * @param jpeg encoded image
 * @throws the signal's reason when it aborts
 */
export async function sendChallenge(
  dendrite: Dendrite,
  axon: AxonAddress,
  jpeg: Uint8Array,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<ChallengeOutcome> {
  const image = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength).toString('base64');
  const startNs = clock.monotonicNs();
  const reply = await dendrite.call(axon, {
    synapse: imageSynapse,
    values: { testnet_label: -1n, image, prediction: -1 },
    timeout,
    ...(signal ? { signal } : {}),
  });
  const milliseconds = Number(clock.monotonicNs() - startNs) / 1e6;
  const status = Number(reply.dendrite.statusCode ?? 0n);
  if (!reply.isSuccess) {
    const failure = reply.dendrite.statusMessage ?? 'no reason';
    return { prediction: null, milliseconds, status, failure };
  }
  const { prediction } = reply.values;
  return prediction >= 0 && prediction <= 1
    ? { prediction, milliseconds, status, failure: null }
    : { prediction: null, milliseconds, status, failure: `the prediction was ${prediction}` };
}
