import { createDendrite } from '../../bittensor/dendrite/createDendrite.ts';
import { keypairFromSeed } from '../../bittensor/keys/keypairFromSeed.ts';
import { type OpenDetector, openDetector } from '../../detector/openDetector.ts';
import type { ManifestEntry } from '../../records/manifests/readManifest.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import { askMiner } from '../simulator/askMiner.ts';
import type { ChallengeSource } from '../simulator/ChallengeSource.ts';
import type { FrameSize } from '../simulator/images/ImageOrder.ts';
import { openManifestSource } from '../simulator/images/openManifestSource.ts';
import { openRenderedSource } from '../simulator/images/openRenderedSource.ts';
import { runSimulation } from '../simulator/runSimulation.ts';
import type { SimulatedAnswer } from '../simulator/SimulationReport.ts';
import type { DemoReport } from './DemoReport.ts';
import { readFigures } from './readFigures.ts';
import { type DemoMiner, startDemoMiner } from './startDemoMiner.ts';
import { throwIfLost } from './throwIfLost.ts';

/** What answers challenges, as far as the demo needs it. */
export type DemoDetector = Pick<OpenDetector, 'detect' | 'close' | 'release'>;

export interface DemoOptions {
  /** 60 by default; of photographs at most as many as there are. */
  readonly challenges?: number;
  /** Of the images and the order of their labels. */
  readonly seed?: string;
  /** Sent instead of rendered scenes. */
  readonly photos?: readonly ManifestEntry[];
  /** Of rendered frames, pixels. */
  readonly frame?: FrameSize;
  /** Of the axon; 0, the default, takes a free one. */
  readonly port?: number;
  /** Seconds by which the miner's clock runs ahead, to see what a wrong clock looks like. */
  readonly clockOffset?: number;
  readonly clock?: Clock;
  /** Of the keys. */
  readonly random?: Random;
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
  /** Told of each answer. */
  readonly onAnswer?: (answer: SimulatedAnswer) => void;
  /** Default: the starter release in one worker process. The demo closes it. */
  readonly openDetector?: () => Promise<DemoDetector>;
}

const validatorCount = 3;
/** Of the miner; any but 0, which validators burn by. */
const uid = 72;
const timeout = 9;
const profile = 'may-2026';
const notes = {
  rendered: 'rendered scenes: not a measure of skill',
  photos: 'your own photographs: as good a measure as their number and their labels',
} as const;

const shiftClock = (clock: Clock, seconds: number): Clock => ({
  ...clock,
  now: () => clock.now() + Math.round(seconds * 1000),
  nowNs: () => clock.nowNs() + BigInt(Math.round(seconds * 1000)) * 1_000_000n,
});

/** Images are made ahead from the first moment on, but none is handed out before the model is there. */
const holdBack = (source: ChallengeSource, until: Promise<unknown>): ChallengeSource => ({
  async next(label) {
    const image = source.next(label);
    image.catch(() => {});
    await until;
    return image;
  },
  close: () => source.close(),
});

/**
 * Starts a miner on the loopback, with keys that live for this run only, and lets three simulated validators send it
 * signed challenges: rendered street scenes, or photographs. Nothing of it is left when it returns or throws.
 * @throws RC_DEMO_CHALLENGES_LOST when no challenge was answered, RC_AXON_CLOCK_OFF when the clock is why,
 *   RC_AXON_PORT_IN_USE, RC_SIMULATOR_…, what opening the detector throws, and the signal's reason
 */
export async function runDemo(options: DemoOptions = {}): Promise<DemoReport> {
  const { clock = systemClock, random = systemRandom, signal, logger, seed = 'roadcrew', photos } = options;
  const startNs = clock.monotonicNs();
  const sinceStart = () => Number(clock.monotonicNs() - startNs) / 1e9;
  const newKeypair = () => keypairFromSeed(random.bytes(32));
  const { address: hotkey } = newKeypair();
  const validators = Array.from({ length: validatorCount }, newKeypair);
  const stranger = createDendrite({ keypair: newKeypair(), clock });
  const open = options.openDetector ?? (() => openDetector({ clock, ...(logger && { logger }) }));
  const skipped: { file: string; problem: string }[] = [];
  let opening: Promise<DemoDetector> | undefined;
  let source: ChallengeSource | undefined;
  let miner: DemoMiner | undefined;
  try {
    signal?.throwIfAborted();
    // First, as it may fail at once.
    miner = await startDemoMiner({
      ...{ hotkey, validators: validators.map(({ address }) => address), port: options.port ?? 0, logger },
      clock: shiftClock(clock, options.clockOffset ?? 0),
      // Nobody calls before it is open.
      detector: { detect: async (...call) => (await (opening as Promise<DemoDetector>)).detect(...call) },
    });
    const { port } = miner;
    opening = open();
    opening.catch(() => {});
    source = holdBack(
      photos === undefined
        ? openRenderedSource({ seed, profile, ...(options.frame && { frame: options.frame }) })
        : openManifestSource({
            ...{ entries: photos, seed, profile },
            onSkip: (file, problem) => skipped.push({ file, problem }),
          }),
      opening,
    );
    const address = { ip: '127.0.0.1', port, hotkey };
    let firstAnswerS: number | null = null;
    let lastImage = '';
    const report = await runSimulation({
      ...{ miners: [{ name: 'demo', uid, address }], validators, source, profile, seed, timeout, clock },
      challenges: options.challenges ?? 60,
      pace: { kind: 'none' },
      // Of photographs there may be too few of one label.
      labels: photos === undefined ? 'balanced' : 'uniform',
      ...(signal && { signal }),
      onChallenge: ({ image: { jpeg } }) => {
        lastImage = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength).toString('base64');
      },
      onAnswer(answer) {
        if (answer.prediction !== null) firstAnswerS ??= sinceStart();
        options.onAnswer?.(answer);
      },
    });
    signal?.throwIfAborted();
    throwIfLost(report.answers, miner.wrongClock());
    const { status: strangerStatus } = await askMiner(stranger, address, lastImage, {
      clock,
      timeout,
      signal,
    });
    const [summary] = report.miners;
    if (summary === undefined) throw new Error('a simulation reports each of its miners');
    const { id, title } = (await opening).release;
    return {
      ...readFigures(summary),
      ...{ miner: hotkey, port, seed, release: { id, title }, results: report.answers, skipped },
      guessed: miner.guessed(),
      ...{ strangerStatus, firstAnswerS, wallClockS: sinceStart() },
      note: photos === undefined ? notes.rendered : notes.photos,
    };
  } catch (error) {
    // Ctrl-C reaches the worker, too, and that it ended is then no news.
    signal?.throwIfAborted();
    throw error;
  } finally {
    stranger.close();
    await Promise.all([
      miner?.close(),
      source?.close(),
      opening?.then(
        (detector) => detector.close(),
        () => {},
      ),
    ]);
  }
}
