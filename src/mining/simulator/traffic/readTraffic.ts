import { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import { trafficError } from './errors.ts';
import { parseTrafficLine } from './parseTrafficLine.ts';
import { splitLines } from './splitLines.ts';
import { type TrafficLine, trafficLimits } from './trafficSchema.ts';

export interface ReadTrafficOptions {
  /** Told, in a sentence, of what was left out: a torn last line, a missing end. */
  readonly onNotice?: (notice: string) => void;
  readonly limits?: { readonly [Limit in keyof typeof trafficLimits]: number };
}

/**
 * The lines of a traffic file in their order: the header first, challenges as they were sent (each number once: they
 * were numbered before, and some validators are faster), answers only to challenges that came before. A last line that a crash tore is left out with a notice; damage anywhere else is an
 * error, for what a replay leaves out in the middle would change what it measures.
 * @param chunks the bytes of the file, unpacked
 * @throws RC_TRAFFIC_FORMAT_UNKNOWN, RC_TRAFFIC_LINE_DAMAGED, RC_TRAFFIC_TOO_LARGE, and what `chunks` throws
 */
export async function* readTraffic(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { onNotice, limits = trafficLimits }: ReadTrafficOptions = {},
): AsyncGenerator<TrafficLine> {
  const state: Progress = { challenges: new Set(), answers: 0 };
  let number = 0;
  let ended = false;
  /** Thrown only when another line follows: the last one may be torn. */
  let failure: RoadcrewError | undefined;
  for await (const { text, complete } of splitLines(chunks, limits)) {
    if (failure !== undefined) throw failure;
    number += 1;
    try {
      if (text === null) throw damaged(number, 'it is no UTF-8');
      if (!complete) throw damaged(number, 'it has no end');
      if (ended) throw damaged(number, 'it follows the end of the recording');
      const line = parseTrafficLine(text, number);
      checkOrder(line, number, state, limits);
      ended = line.type === 'end';
      yield line;
    } catch (error) {
      const mayBeTorn = error instanceof RoadcrewError && error.code === 'RC_TRAFFIC_LINE_DAMAGED';
      if (number === 1 || complete || !mayBeTorn) throw error;
      failure = error;
    }
  }
  if (number === 0) throw trafficError('RC_TRAFFIC_FORMAT_UNKNOWN', { reason: 'it is empty' });
  if (failure !== undefined) onNotice?.(`Line ${number} was left out: the recording broke off in it.`);
  else if (!ended) onNotice?.('The recording has no end: it was cut off. What there is of it is used.');
}

interface Progress {
  /** Numbers of the challenges so far. */
  readonly challenges: Set<number>;
  answers: number;
}

const damaged = (line: number, reason: string) => trafficError('RC_TRAFFIC_LINE_DAMAGED', { line, reason });

const tooLarge = (limit: number, unit: string) => trafficError('RC_TRAFFIC_TOO_LARGE', { limit, unit });

function checkOrder(
  line: TrafficLine,
  number: number,
  state: Progress,
  limits: { readonly challenges: number; readonly answers: number },
): void {
  if ((line.type === 'header') !== (number === 1)) {
    if (number !== 1) throw damaged(number, 'it is a second header');
    throw trafficError('RC_TRAFFIC_FORMAT_UNKNOWN', { reason: 'the first line is no header' });
  }
  switch (line.type) {
    case 'challenge':
      if (state.challenges.has(line.challenge)) {
        throw damaged(number, `challenge ${line.challenge} came before`);
      }
      state.challenges.add(line.challenge);
      if (state.challenges.size > limits.challenges) throw tooLarge(limits.challenges, 'challenges');
      break;
    case 'answer':
      if (!state.challenges.has(line.challenge))
        throw damaged(number, 'it answers a challenge that did not come yet');
      state.answers += 1;
      if (state.answers > limits.answers) throw tooLarge(limits.answers, 'answers');
      break;
    case 'end':
      if (line.challenges !== state.challenges.size || line.answers !== state.answers) {
        throw damaged(number, `it counts ${line.challenges} challenges and ${line.answers} answers`);
      }
  }
}
