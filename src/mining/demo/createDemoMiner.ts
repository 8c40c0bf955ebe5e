import { type Axon, createAxon } from '../../bittensor/axon/createAxon.ts';
import { route } from '../../bittensor/axon/route.ts';
import type { Detector } from '../../detector/createDetector.ts';
import { deadlineIn } from '../../detector/deadlineIn.ts';
import { decodeBase64Image } from '../../imaging/decodeBase64Image.ts';
import { imageSynapse } from '../../subnets/streetvision/imageSynapse.ts';
import type { Clock } from '../../support/clock/Clock.ts';

export interface DemoMinerOptions {
  /** SS58 address of the miner. */
  readonly hotkey: string;
  /** SS58 addresses of the validators that it answers. */
  readonly validators: ReadonlySet<string>;
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** May still be starting: calls wait for it within their time. */
  readonly detector: () => Promise<Detector>;
  readonly clock: Clock;
  /** Told of each answer that rests on no evidence. */
  readonly onGuess: () => void;
}

/** Kept of a call's time for the way back, milliseconds. */
const replyMs = 500;

/** An axon that answers challenges by a detector, within the time that each call leaves. */
export function createDemoMiner(options: DemoMinerOptions): Axon {
  const { clock, validators } = options;
  return createAxon({
    hotkey: options.hotkey,
    clock,
    policy: { permit: (hotkey) => (validators.has(hotkey) ? 'yes' : 'no') },
    routes: [
      route(imageSynapse, async ({ image }, { timeout, receivedNs, signal }) => {
        const leftMs = timeout * 1_000 - Number(clock.nowNs() - receivedNs) / 1e6 - replyMs;
        const deadline = deadlineIn(Math.max(0, leftMs), clock);
        const detector = await options.detector();
        const { probability, basis } = await detector.detect(decodeBase64Image(image), deadline, signal);
        if (basis === 'prior') options.onGuess();
        return { prediction: probability };
      }),
    ],
    config: { host: '127.0.0.1', port: options.port },
  });
}
