import { checkClockOffset } from '../../bittensor/axon/checkClockOffset.ts';
import { createAxon } from '../../bittensor/axon/createAxon.ts';
import { route } from '../../bittensor/axon/route.ts';
import { createDendrite, type Dendrite } from '../../bittensor/dendrite/createDendrite.ts';
import type { AxonAddress } from '../../bittensor/dendrite/signRequest.ts';
import { keypairFromSeed } from '../../bittensor/keys/keypairFromSeed.ts';
import { imageSynapse } from '../../subnets/streetvision/imageSynapse.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { Random } from '../../support/random/Random.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import { demoError } from './errors.ts';

/** One challenge and what came back. */
export interface DemoChallenge {
  /** SS58 address of the simulated validator. */
  validator: string;
  prediction: number;
  /** Milliseconds from signing to the parsed reply. */
  milliseconds: number;
}

export interface DemoReport {
  miner: string;
  /** Where the axon listened. */
  port: number;
  challenges: DemoChallenge[];
  /** Status of a call that a stranger signed with a key of its own. */
  strangerStatus: number;
}

export interface DemoOptions {
  challenges?: number;
  /** Of the axon; 0, the default, takes a free one. */
  port?: number;
  /** Seconds by which the miner's clock runs ahead, to see what a wrong clock looks like. */
  clockOffset?: number;
  clock?: Clock;
  random?: Random;
  signal?: AbortSignal;
  /** Told of each answered challenge as it happens. */
  onChallenge?: (challenge: DemoChallenge, index: number) => void;
}

const validatorCount = 3;
// A camera's JPEG of 224 × 224 has about this size; there is no model yet that would look at it.
const imageBytes = 9_000;
const prediction = 0.25;

const shiftClock = (clock: Clock, seconds: number): Clock => ({
  ...clock,
  now: () => clock.now() + Math.round(seconds * 1000),
  nowNs: () => clock.nowNs() + BigInt(Math.round(seconds * 1000)) * 1_000_000n,
});

const challenge = async (
  dendrite: Dendrite,
  axon: AxonAddress,
  random: Random,
  options: { clock: Clock; signal?: AbortSignal | undefined },
) => {
  const image = Buffer.from(random.bytes(imageBytes)).toString('base64');
  const startNs = options.clock.monotonicNs();
  const reply = await dendrite.call(axon, {
    synapse: imageSynapse,
    values: { testnet_label: -1n, image, prediction: -1 },
    timeout: 9,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return { reply, milliseconds: Number(options.clock.monotonicNs() - startNs) / 1e6 };
};

/**
 * Starts an axon on the loopback, with keys that live for this run only, and sends it signed challenges of three
 * simulated validators. The handler answers a constant: it shows that the protocol works, not that roadwork is seen.
 * @throws RC_DEMO_CHALLENGES_LOST when a challenge was not answered, RC_AXON_CLOCK_OFF when the clock is why,
 *   RC_AXON_PORT_IN_USE
 */
export async function runDemo(options: DemoOptions = {}): Promise<DemoReport> {
  const { clock = systemClock, random = systemRandom, challenges: count = 20, signal } = options;
  const newKeypair = () => keypairFromSeed(random.bytes(32));
  const miner = newKeypair();
  const validators = Array.from({ length: validatorCount }, newKeypair);
  const permitted = new Set(validators.map(({ address }) => address));
  const axon = createAxon({
    hotkey: miner.address,
    clock: shiftClock(clock, options.clockOffset ?? 0),
    policy: { permit: (hotkey) => (permitted.has(hotkey) ? 'yes' : 'no') },
    routes: [route(imageSynapse, () => ({ prediction }))],
    config: { host: '127.0.0.1', port: options.port ?? 0 },
  });
  const dendrites = [...validators, newKeypair()].map((keypair) => createDendrite({ keypair, clock }));
  try {
    const { port } = await axon.listen();
    const address = { ip: '127.0.0.1', port, hotkey: miner.address };
    const answered: DemoChallenge[] = [];
    const lost: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const dendrite = dendrites[index % validatorCount] as Dendrite;
      const { reply, milliseconds } = await challenge(dendrite, address, random, { clock, signal });
      if (reply.isSuccess) {
        const entry = { validator: dendrite.hotkey, prediction: reply.values.prediction, milliseconds };
        answered.push(entry);
        options.onChallenge?.(entry, index);
      } else lost.push(reply.dendrite.statusMessage ?? 'no reason');
    }
    if (lost.length > 0) {
      const wrongClock = checkClockOffset(axon.clockOffset());
      if (wrongClock) throw wrongClock;
      throw demoError('RC_DEMO_CHALLENGES_LOST', { lost: lost.length, sent: count, reason: lost[0] });
    }
    const { reply } = await challenge(dendrites[validatorCount] as Dendrite, address, random, {
      clock,
      signal,
    });
    const strangerStatus = Number(reply.dendrite.statusCode ?? 0n);
    return { miner: miner.address, port, challenges: answered, strangerStatus };
  } finally {
    for (const dendrite of dendrites) dendrite.close();
    await axon.close(0);
  }
}
