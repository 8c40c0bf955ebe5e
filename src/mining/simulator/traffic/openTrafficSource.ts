import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import type { ChallengeImage, ChallengeSource, PlannedChallenge } from '../ChallengeSource.ts';
import { trafficError } from './errors.ts';
import { openTrafficFile } from './openTrafficFile.ts';
import { readTraffic } from './readTraffic.ts';
import { trafficImageFile } from './trafficImageFile.ts';
import {
  type TrafficAnswer,
  type TrafficChallenge,
  type TrafficHeader,
  type TrafficLine,
  trafficLimits,
} from './trafficSchema.ts';

export interface TrafficSourceOptions {
  readonly path: string;
  /** 1, the default, keeps the pace of the recording; 2 is twice as fast. */
  readonly speed?: number;
}

/** A recording that is sent again. */
export interface TrafficSource extends ChallengeSource {
  readonly plan: readonly PlannedChallenge[];
  readonly header: TrafficHeader;
  /** What was answered then, for comparison. */
  readonly answers: readonly TrafficAnswer[];
  /** What is missing at the end of the file. */
  readonly notices: readonly string[];
}

/**
 * Opens a recording for replay. It is read twice: at once for its plan, which also finds damage before anything is
 * sent, and then line by line as its images are needed, so that only one of them is in memory.
 * @throws RC_TRAFFIC_FILE_UNREADABLE, RC_TRAFFIC_FORMAT_UNKNOWN, RC_TRAFFIC_LINE_DAMAGED, RC_TRAFFIC_TOO_LARGE;
 *   `next` throws RC_TRAFFIC_IMAGE_DAMAGED
 */
export async function openTrafficSource({ path, speed = 1 }: TrafficSourceOptions): Promise<TrafficSource> {
  const notices: string[] = [];
  const plan: PlannedChallenge[] = [];
  const answers: TrafficAnswer[] = [];
  let header: TrafficHeader | undefined;
  for await (const line of readFileLines(path, (notice) => notices.push(notice))) {
    if (line.type === 'header') header = line;
    if (line.type === 'answer') answers.push(line);
    if (line.type !== 'challenge') continue;
    const { kind, label, validator } = line;
    // Nobody can score what has no label.
    plan.push({ atMs: line.atMs / speed, kind: label === null ? 'organic' : kind, label, validator });
  }
  if (header === undefined) throw trafficError('RC_TRAFFIC_FORMAT_UNKNOWN', { reason: 'it has no header' });

  const images = challengesOf(path);
  let last: Promise<unknown> = Promise.resolve();
  const take = async (): Promise<ChallengeImage | null> => {
    const { value: challenge } = await images.next();
    if (challenge === undefined) return null;
    const { label, challenge: number } = challenge;
    return { jpeg: await imageOf(path, challenge), label, source: 'replayed', name: String(number) };
  };
  return {
    ...{ plan, header, answers, notices },
    next() {
      // One after the other, in the order of the file, however many are asked for at once.
      const image = last.then(take);
      last = image.catch(() => {});
      return image;
    },
    async close() {
      await last;
      await images.return(undefined);
    },
  };
}

async function* challengesOf(path: string): AsyncGenerator<TrafficChallenge, undefined> {
  for await (const line of readFileLines(path)) if (line.type === 'challenge') yield line;
  return undefined;
}

async function* readFileLines(
  path: string,
  onNotice: (notice: string) => void = () => {},
): AsyncGenerator<TrafficLine> {
  const file: Readable = openTrafficFile(path);
  try {
    yield* readTraffic(file, { onNotice });
  } catch (error) {
    if (error instanceof RoadcrewError) throw error;
    const reason = (error as Error).message;
    throw trafficError('RC_TRAFFIC_FILE_UNREADABLE', { path, reason }, error);
  } finally {
    file.destroy();
  }
}

async function imageOf(path: string, { jpeg, sha256, challenge }: TrafficChallenge): Promise<Uint8Array> {
  const refuse = (reason: string, cause?: unknown) =>
    trafficError('RC_TRAFFIC_IMAGE_DAMAGED', { sha256, challenge, reason }, cause);
  const bytes = jpeg === undefined ? await readImage() : Buffer.from(jpeg, 'base64');
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw refuse('its checksum does not fit');
  return bytes;

  async function readImage(): Promise<Uint8Array> {
    const file = trafficImageFile(path, sha256);
    try {
      const { size } = await stat(file);
      if (size > trafficLimits.imageBytes) throw new Error('it is too large');
      return await readFile(file);
    } catch (error) {
      throw refuse((error as Error).message, error);
    }
  }
}
