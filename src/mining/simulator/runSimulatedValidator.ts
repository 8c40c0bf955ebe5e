import type { Dendrite } from '../../bittensor/dendrite/createDendrite.ts';
import type { ChainWeight } from '../../subnets/streetvision/validator/chooseWeights.ts';
import type { SubnetValidator } from '../../subnets/streetvision/validator/createSubnetValidator.ts';
import type { Clock } from '../../support/clock/Clock.ts';
import type { Random } from '../../support/random/Random.ts';
import { askMiner, type MinerReply } from './askMiner.ts';
import type { SentChallenge } from './ChallengeSource.ts';
import type { Contestant } from './Contestant.ts';
import type { ChallengeFeed, ReadyChallenge } from './createChallengeFeed.ts';
import type { Pacer } from './createPacer.ts';
import { drawRivalReply } from './drawRivalReply.ts';
import type { SimulatedAnswer } from './SimulationReport.ts';

/** One validator of a run: its key, its mind, and when it sends. */
export interface SimulatedValidatorOptions {
  readonly index: number;
  readonly dendrite: Dendrite;
  readonly mind: SubnetValidator;
  readonly pacer: Pacer;
  readonly feed: ChallengeFeed;
  readonly contestants: ReadonlyMap<number, Contestant>;
  /** How many a challenge goes to, of each kind. */
  readonly sampleSizes: { readonly scored: number; readonly organic: number };
  /** Seconds. */
  readonly timeout: number;
  readonly clock: Clock;
  /** Of the run, by the clock's monotonic time. */
  readonly startNs: bigint;
  /** Of rivals' answers. */
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onChallenge: (sent: SentChallenge) => void;
  /** Told of each answer, those of rivals included, in the order in which the challenges were sent. */
  readonly onAnswer: (answer: SimulatedAnswer, contestant: Contestant) => void;
  readonly onWeights: (weights: readonly ChainWeight[]) => void;
}

const blockSeconds = 12;

interface Asked {
  readonly contestant: Contestant;
  readonly reply: MinerReply;
}

/**
 * Sends what the feed has for this validator until there is no more, and waits for the last answers.
 * @throws what the source threw; the signal's reason when it aborts
 */
export async function runSimulatedValidator(options: SimulatedValidatorOptions): Promise<void> {
  const { index, dendrite, mind, pacer, feed, contestants, sampleSizes, timeout, clock, signal, random } =
    options;
  const sinceStartMs = () => Number(clock.monotonicNs() - options.startNs) / 1e6;

  const ask = async (contestant: Contestant, image: string, label: 0 | 1 | null): Promise<Asked> => {
    const by = contestant.answersBy;
    const reply =
      by.kind === 'chance'
        ? drawRivalReply(by.rival, label, random)
        : await askMiner(dendrite, by.address, image, { clock, timeout, signal });
    return { contestant, reply };
  };

  function settle(
    { challenge, image }: ReadyChallenge,
    kind: 'scored' | 'organic',
    atMs: number,
    asked: Asked[],
  ) {
    const answers = asked.map(({ contestant: { uid }, reply }) => ({ uid, prediction: reply.value }));
    const judged = kind === 'scored' && image.label !== null ? mind.judge(image.label, answers) : [];
    for (const [place, { contestant, reply }] of asked.entries()) {
      const { prediction, latencyMs, status, failure } = reply;
      const answer: SimulatedAnswer = {
        ...{ challenge, atS: atMs / 1_000, validator: dendrite.hotkey, miner: contestant.name, kind },
        ...{ label: image.label, source: image.source, image: image.name },
        ...{ prediction, latencyMs, status, failure },
        reward: judged[place]?.reward ?? 0,
        score: mind.scoreOf(contestant.uid),
      };
      options.onAnswer(answer, contestant);
    }
    const weights = mind.setWeights(Math.floor(sinceStartMs() / 1_000 / blockSeconds));
    if (weights !== null) options.onWeights(weights);
  }

  /** The challenges of this validator are judged in the order in which it sent them, whichever is answered first. */
  let settled = Promise.resolve();
  function send(ready: ReadyChallenge): Promise<void> {
    const { challenge, image } = ready;
    // What nobody knows the label of cannot be scored.
    const kind = image.label === null ? 'organic' : ready.kind;
    const drawn = mind
      .draw(kind, Math.min(sampleSizes[kind], contestants.size))
      .flatMap((uid) => contestants.get(uid) ?? []);
    const atMs = sinceStartMs();
    options.onChallenge({ atMs, kind, label: image.label, validator: index, challenge, image });
    const base64 = Buffer.from(image.jpeg.buffer, image.jpeg.byteOffset, image.jpeg.byteLength).toString(
      'base64',
    );
    const asked = Promise.all(drawn.map((contestant) => ask(contestant, base64, image.label)));
    const before = settled;
    settled = (async () => {
      const replies = await asked;
      await before;
      settle(ready, kind, atMs, replies);
    })();
    // Awaited at the end, and by the next one.
    settled.catch(() => {});
    return settled;
  }

  for (;;) {
    const ready = await feed.take(index);
    if (ready === null) break;
    await pacer.untilNext(ready.atMs, signal);
    const done = send(ready);
    if (pacer.waitsForAnswers) await done;
  }
  await settled;
}
