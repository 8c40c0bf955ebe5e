import { createDendrite } from '../../bittensor/dendrite/createDendrite.ts';
import type { Keypair } from '../../bittensor/keys/Keypair.ts';
import { keypairFromSeed } from '../../bittensor/keys/keypairFromSeed.ts';
import { createSubnetValidator } from '../../subnets/streetvision/validator/createSubnetValidator.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import { systemRandom } from '../../support/random/systemRandom.ts';
import { createChallengeFeed } from './createChallengeFeed.ts';
import { createChallengePlan } from './createChallengePlan.ts';
import { createPacer } from './createPacer.ts';
import { simulatorError } from './errors.ts';
import { listContestants } from './listContestants.ts';
import { rankContestants } from './rankContestants.ts';
import { runSimulatedValidator } from './runSimulatedValidator.ts';
import type { SimulationOptions } from './SimulationOptions.ts';
import type { SimulatedAnswer, SimulationReport } from './SimulationReport.ts';
import { summarizeMiner } from './summarizeMiner.ts';

/** Miners that a scored challenge goes to, and an organic one by the month. */
const scoredSample = 10;
const organicSamples = { 'january-2026': 3, 'april-2026': 3, 'may-2026': 10 } as const;
/** Seconds that validators of subnet 72 wait. */
const defaultTimeout = 9;

const newKeypairs = (count: number): Keypair[] =>
  Array.from({ length: count }, () => keypairFromSeed(systemRandom.bytes(32)));

/**
 * Plays validators of subnet 72 against miners, over the real protocol: signed challenges with images, answers within
 * nine seconds, rewards, moving averages and weights as validators had them from January to May 2026. Each validator
 * has its own decks, histories and scores. All but keys and latencies follows from the seed.
 * @throws RC_SIMULATOR_MINERS_INVALID; RC_SIMULATOR_NO_IMAGES when there was nothing to send; what the source throws
 */
export async function runSimulation(options: SimulationOptions): Promise<SimulationReport> {
  const { miners, source, profile, seed, rivals = [], note = null, clock = systemClock } = options;
  const contestants = listContestants(miners, rivals);
  const byUid = new Map(contestants.map((contestant) => [contestant.uid, contestant]));
  const neurons = contestants.map(({ uid, hotkey }) => ({
    ...{ uid, hotkey, serving: true, validatorPermit: false, stake: 0 },
  }));
  const keypairs =
    typeof options.validators === 'number' ? newKeypairs(options.validators) : options.validators;
  const random = createRandom(`simulation/${seed}`);
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  const plan = createChallengePlan({
    ...{ seed, challenges: options.challenges, validators: keypairs.length },
    ...{ organicShare: options.organicShare ?? 0, labels: options.labels ?? 'uniform', given: source.plan },
  });
  const feed = createChallengeFeed(plan, source, keypairs.length, signal);
  const startNs = clock.monotonicNs();
  const answers: SimulatedAnswer[] = [];
  const answersOf = new Map(contestants.map(({ uid }) => [uid, [] as SimulatedAnswer[]]));
  let challenges = 0;

  const validators = keypairs.map((keypair, index) => {
    const own = random.fork(`validator ${index}`);
    const mind = createSubnetValidator({ random: own, ...(options.weights && { weights: options.weights }) });
    mind.sync(neurons);
    const dendrite = options.openDendrite?.(keypair, index) ?? createDendrite({ keypair, clock });
    const pacer = createPacer(options.pace, {
      ...{ planned: source.plan !== undefined, startNs, clock, random: own.fork('pace') },
    });
    return { index, mind, dendrite, pacer, random: own.fork('rivals') };
  });

  const runs = validators.map((validator) =>
    runSimulatedValidator({
      ...validator,
      ...{ feed, clock, startNs, signal, contestants: byUid, timeout: options.timeout ?? defaultTimeout },
      sampleSizes: { scored: options.sampleSize ?? scoredSample, organic: organicSamples[profile] },
      onChallenge(sent) {
        challenges += 1;
        options.onChallenge?.(sent);
      },
      onAnswer(answer, { uid, answersBy }) {
        answersOf.get(uid)?.push(answer);
        if (answersBy.kind === 'chance') return;
        answers.push(answer);
        options.onAnswer?.(answer);
      },
      onWeights: (weights) => options.onWeights?.(validator.dendrite.hotkey, weights),
    }),
  );
  try {
    await Promise.all(runs);
  } catch (error) {
    failed.abort(error);
    if (!options.signal?.aborted) throw error;
  } finally {
    await Promise.allSettled(runs);
    for (const { dendrite } of validators) dendrite.close();
  }

  const interrupted = options.signal?.aborted === true;
  if (challenges === 0 && !interrupted) throw simulatorError('RC_SIMULATOR_NO_IMAGES');
  const wallClockS = Number(clock.monotonicNs() - startNs) / 1e9;
  // As they were sent, not as they came back: what follows from the seed shall not depend on who was faster.
  for (const list of [answers, ...answersOf.values()]) list.sort((a, b) => a.challenge - b.challenge);
  const standings = rankContestants(
    contestants,
    validators.map(({ mind }) => mind),
  );
  return {
    ...{ seed, profile, note, challenges, answers, wallClockS, interrupted },
    miners: standings.map(({ contestant, ...standing }) =>
      summarizeMiner(
        contestant,
        answersOf.get(contestant.uid) ?? [],
        standing,
        random.fork(`summary ${contestant.uid}`),
      ),
    ),
  };
}
