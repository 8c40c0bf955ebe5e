import { availableParallelism } from 'node:os';
import { checkClockOffset } from '../../bittensor/axon/checkClockOffset.ts';
import { createDendrite } from '../../bittensor/dendrite/createDendrite.ts';
import { keypairFromSeed } from '../../bittensor/keys/keypairFromSeed.ts';
import { type OpenDetector, openDetector } from '../../detector/openDetector.ts';
import { createRewardTracker } from '../../subnets/streetvision/reward/createRewardTracker.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import type { Logger } from '../../support/logging/Logger.ts';
import type { Random } from '../../support/random/Random.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import { createDemoMiner } from './createDemoMiner.ts';
import { createSceneRenderer, type SceneRenderer } from './createSceneRenderer.ts';
import { demoError } from './errors.ts';
import { planChallenges } from './planChallenges.ts';
import type { DemoChallenge, Scoreboard } from './Scoreboard.ts';
import type { FrameSize } from './sceneThread.ts';
import { scoreChallenges } from './scoreChallenges.ts';
import { sendChallenge } from './sendChallenge.ts';
import { workAhead } from './workAhead.ts';

export interface DemoReport extends Scoreboard {
  readonly miner: string;
  /** Where the axon listened. */
  readonly port: number;
  /** Of the scenes. */
  readonly seed: string;
  /** The model that answered. */
  readonly release: { readonly id: string; readonly title: string };
  readonly results: readonly DemoChallenge[];
  /** Answers without evidence: the model failed or had no time. */
  readonly guessed: number;
  /** Status of a call that a stranger signed with a key of its own. */
  readonly strangerStatus: number;
  /** From the start to the first answer, starting the model and drawing included; seconds. */
  readonly firstAnswerS: number;
  /** The whole run, seconds. */
  readonly wallClockS: number;
  readonly note: string;
}

/** What answers challenges, as far as the demo needs it. */
export type DemoDetector = Pick<OpenDetector, 'detect' | 'close' | 'release'>;

export interface DemoOptions {
  readonly challenges?: number;
  /** Of the scenes and the order of their labels. */
  readonly seed?: string;
  /** Of the rendered frames, pixels. */
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
  /** Told of each challenge as it is over. */
  readonly onChallenge?: (challenge: DemoChallenge, index: number) => void;
  /** Default: the starter release in one worker process. The demo closes it. */
  readonly openDetector?: () => Promise<DemoDetector>;
}

const validatorCount = 3;
const note = 'rendered scenes: not a measure of skill';

const shiftClock = (clock: Clock, seconds: number): Clock => ({
  ...clock,
  now: () => clock.now() + Math.round(seconds * 1000),
  nowNs: () => clock.nowNs() + BigInt(Math.round(seconds * 1000)) * 1_000_000n,
});

/** One core is left for the model; more than four threads would draw faster than it answers. */
const rendererThreads = (): number => Math.max(1, Math.min(4, availableParallelism() - 1));

/**
 * Starts a miner on the loopback, with keys that live for this run only, and sends it signed challenges of three
 * simulated validators: rendered street scenes, drawn ahead in threads, which the detector's worker process decodes
 * and judges. Nothing of it is left when it returns or throws.
 * @throws RC_DEMO_CHALLENGES_LOST when no challenge was answered, RC_AXON_CLOCK_OFF when the clock is why,
 *   RC_AXON_PORT_IN_USE, RC_DEMO_RENDERER_FAILED, and what opening the detector throws
 */
export async function runDemo(options: DemoOptions = {}): Promise<DemoReport> {
  const { clock = systemClock, random = systemRandom, signal, logger, seed = 'roadcrew' } = options;
  const startNs = clock.monotonicNs();
  const sinceStart = () => Number(clock.monotonicNs() - startNs) / 1e9;
  const plan = planChallenges(seed, options.challenges ?? 20);
  const newKeypair = () => keypairFromSeed(random.bytes(32));
  const miner = newKeypair();
  const validators = Array.from({ length: validatorCount }, () => {
    const dendrite = createDendrite({ keypair: newKeypair(), clock });
    return { dendrite, rewards: createRewardTracker() };
  });
  const stranger = createDendrite({ keypair: newKeypair(), clock });
  const open = options.openDetector ?? (() => openDetector({ clock, ...(logger && { logger }) }));
  let opening: Promise<DemoDetector> | undefined;
  let renderer: SceneRenderer | undefined;
  let guessed = 0;
  const axon = createDemoMiner({
    hotkey: miner.address,
    validators: new Set(validators.map(({ dendrite }) => dendrite.hotkey)),
    port: options.port ?? 0,
    clock: shiftClock(clock, options.clockOffset ?? 0),
    detector: () => opening as Promise<DemoDetector>,
    onGuess: () => {
      guessed += 1;
    },
  });
  try {
    signal?.throwIfAborted();
    // First, as it may fail at once.
    const { port } = await axon.listen();
    opening = open();
    // Awaited below, after the first scenes were ordered.
    opening.catch(() => {});
    const threads = rendererThreads();
    renderer = createSceneRenderer({ ...(options.frame ?? { width: 640, height: 360 }), threads });
    const frames = workAhead(plan, renderer.render, 2 * threads);
    const address = { ip: '127.0.0.1', port, hotkey: miner.address };
    const results: DemoChallenge[] = [];
    let firstAnswerS = 0;
    let jpeg: Uint8Array = new Uint8Array();
    const firstFrame = frames.next();
    firstFrame.catch(() => {});
    const { release } = await opening;
    for (const [index, { label }] of plan.entries()) {
      const frame = await (index === 0 ? firstFrame : frames.next());
      signal?.throwIfAborted();
      if (frame.done === true) break;
      jpeg = frame.value;
      const { dendrite, rewards } = validators[index % validatorCount] as (typeof validators)[number];
      const { status: _, ...outcome } = await sendChallenge(dendrite, address, jpeg, { clock, signal });
      if (outcome.prediction !== null && firstAnswerS === 0) firstAnswerS = sinceStart();
      const reward = rewards.record(0, miner.address, { prediction: outcome.prediction ?? -1, label });
      const challenge = { validator: dendrite.hotkey, label, ...outcome, reward };
      results.push(challenge);
      options.onChallenge?.(challenge, index);
    }
    throwIfLost(results, checkClockOffset(axon.clockOffset()));
    const { status: strangerStatus } = await sendChallenge(stranger, address, jpeg, { clock, signal });
    return {
      ...scoreChallenges(results),
      ...{ miner: miner.address, port, seed, release: { id: release.id, title: release.title } },
      ...{ results, guessed, strangerStatus, firstAnswerS, wallClockS: sinceStart(), note },
    };
  } catch (error) {
    // Ctrl-C reaches the worker, too, and that it ended is then no news.
    signal?.throwIfAborted();
    throw error;
  } finally {
    for (const { dendrite } of validators) dendrite.close();
    stranger.close();
    await Promise.all([
      axon.close(0),
      renderer?.close(),
      opening?.then(
        (detector) => detector.close(),
        () => {},
      ),
    ]);
  }
}

function throwIfLost(challenges: readonly DemoChallenge[], wrongClock: Error | null): void {
  const lost = challenges.filter(({ prediction }) => prediction === null);
  if (lost.length > 0 && wrongClock) throw wrongClock;
  if (lost.length < challenges.length) return;
  const reason = lost[0]?.failure ?? 'no reason';
  throw demoError('RC_DEMO_CHALLENGES_LOST', { lost: lost.length, sent: challenges.length, reason });
}
