import type { Dendrite } from '../../bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../bittensor/dendrite/signRequest.ts';
import { imageSynapse } from '../../subnets/streetvision/imageSynapse.ts';
import { noPrediction } from '../../subnets/streetvision/reward/challengeReward.ts';
import type { Clock } from '../../support/clock/Clock.ts';

/** What a validator sees of one challenge. */
export interface MinerReply {
  /** Probability of roadwork, 0 to 1; `null`: there was none in time. */
  readonly prediction: number | null;
  /** The number that the validator's arithmetic gets: any that the miner sent, −1 where it sent none. */
  readonly value: number;
  /** From signing to the parsed reply, milliseconds. */
  readonly latencyMs: number;
  /** HTTP-like status of the reply, 200 for an answer; 0 where there is none. */
  readonly status: number;
  /** Why there is no prediction. */
  readonly failure: string | null;
}

/**
 * Sends an image to a miner and waits for its answer as a validator of subnet 72 does.
 * @param image base64 of the encoded image
 * @param timeout seconds
 * @throws the signal's reason when it aborts
 */
export async function askMiner(
  dendrite: Dendrite,
  axon: AxonAddress,
  image: string,
  options: { readonly clock: Clock; readonly timeout: number; readonly signal?: AbortSignal | undefined },
): Promise<MinerReply> {
  const { clock, timeout, signal } = options;
  const startNs = clock.monotonicNs();
  const reply = await dendrite.call(axon, {
    synapse: imageSynapse,
    values: { testnet_label: -1n, image, prediction: noPrediction },
    timeout,
    ...(signal ? { signal } : {}),
  });
  const latencyMs = Number(clock.monotonicNs() - startNs) / 1e6;
  const status = Number(reply.dendrite.statusCode ?? 0n);
  if (!reply.isSuccess) {
    const failure = reply.dendrite.statusMessage ?? 'no reason';
    return { prediction: null, value: noPrediction, latencyMs, status, failure };
  }
  const { prediction: value } = reply.values;
  return value >= 0 && value <= 1
    ? { prediction: value, value, latencyMs, status, failure: null }
    : { prediction: null, value, latencyMs, status, failure: `the prediction was ${value}` };
}
