import { checkClockOffset } from '../../bittensor/axon/checkClockOffset.ts';
import type { Detector } from '../../detector/createDetector.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import { createMiner } from '../miner/createMiner.ts';

export interface DemoMinerOptions {
  /** SS58 address of the miner. */
  readonly hotkey: string;
  /** SS58 addresses of the validators that it answers. */
  readonly validators: readonly string[];
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly detector: Pick<Detector, 'detect'>;
  readonly clock: Clock;
  readonly logger?: Logger | undefined;
}

/** The miner of a demo: the real one, on the loopback, with a metagraph of its validators alone. */
export interface DemoMiner {
  readonly port: number;
  /** Answers so far that rest on no evidence. */
  guessed(): number;
  /** RC_AXON_CLOCK_OFF, or `null` while its clock seems right. */
  wrongClock(): RoadcrewError | null;
  close(): Promise<void>;
}

/** @throws as `Axon.listen` */
export async function startDemoMiner(options: DemoMinerOptions): Promise<DemoMiner> {
  const { hotkey, validators, port, detector, clock, logger } = options;
  const metagraph = {
    format: 1,
    netuid: 72,
    at: new Date(clock.now()).toISOString(),
    neurons: validators.map((validator, uid) => ({ uid, hotkey: validator, validatorPermit: true })),
  } as const;
  const miner = createMiner({
    ...{ hotkey, detector, clock, ...(logger && { logger }) },
    metagraph: { current: () => metagraph, subscribe: () => () => {}, close() {} },
    config: { axon: { host: '127.0.0.1', port } },
  });
  try {
    const address = await miner.listen();
    return {
      port: address.port,
      guessed: () => miner.status().guessed,
      wrongClock() {
        const { clockOffsetSeconds: seconds } = miner.status();
        return seconds === null ? null : checkClockOffset({ seconds, hotkeys: validators.length });
      },
      close: () => miner.close(),
    };
  } catch (error) {
    await miner.close();
    throw error;
  }
}
