import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { systemErrorCode } from '../../../support/errors/systemErrorCode.ts';
import { redactText } from '../../../support/redaction/redactText.ts';
import type { SentChallenge } from '../ChallengeSource.ts';
import { plainText } from '../report/plainText.ts';
import type { SimulatedAnswer } from '../SimulationReport.ts';
import { trafficError } from './errors.ts';
import { formatTrafficLine } from './formatTrafficLine.ts';
import { trafficImageFile } from './trafficImageFile.ts';
import type { TrafficHeader, TrafficLine } from './trafficSchema.ts';

export interface TrafficRecorderOptions
  extends Pick<TrafficHeader, 'profile' | 'seed' | 'validators' | 'images'> {
  /** Packed by gzip when it ends in `.gz`. */
  readonly path: string;
  /** When the run began. */
  readonly startedAt: Date;
}

/** Writes down what a simulation sends and gets. Neither of the two methods waits for the disk. */
export interface TrafficRecorder {
  /** Before it is sent. */
  onChallenge(sent: SentChallenge): void;
  onAnswer(answer: SimulatedAnswer): void;
  /**
   * Ends the file and waits until it is written.
   * @throws RC_TRAFFIC_WRITE_FAILED when anything could not be written
   */
  close(): Promise<{ readonly challenges: number; readonly answers: number }>;
}

/**
 * Begins a traffic file. Each line is written as it comes, so that a crash costs the last one. Addresses, keys and
 * signatures of validators are not in it, only their indexes.
 * @throws RC_TRAFFIC_EXISTS, RC_TRAFFIC_WRITE_FAILED
 */
export async function createTrafficRecorder(options: TrafficRecorderOptions): Promise<TrafficRecorder> {
  const { path, startedAt, ...rest } = options;
  const fail = (error: unknown) =>
    trafficError('RC_TRAFFIC_WRITE_FAILED', { path, reason: (error as Error).message }, error);
  const out = await openFile(path, rest.images === 'folder').catch((error) => {
    throw systemErrorCode(error) === 'EEXIST'
      ? trafficError('RC_TRAFFIC_EXISTS', { path }, error)
      : fail(error);
  });
  let failure: unknown;
  out.finished.catch((error) => {
    failure ??= error;
  });
  const write = (line: TrafficLine) => {
    if (failure === undefined) out.stream.write(formatTrafficLine(line));
  };
  const counts = { challenges: 0, answers: 0 };
  const images = new Map<string, Promise<void>>();

  write({
    ...{ type: 'header', format: 'roadcrew-traffic', version: 1 },
    ...{ startedAt: startedAt.toISOString(), ...rest },
  });
  return {
    onChallenge({ challenge, atMs, validator, kind, label, image }) {
      const sha256 = createHash('sha256').update(image.jpeg).digest('hex');
      if (rest.images === 'folder' && !images.has(sha256)) {
        const written = writeImage(trafficImageFile(path, sha256), image.jpeg);
        written.catch((error) => {
          failure ??= error;
        });
        images.set(sha256, written);
      }
      const bytes = Buffer.from(image.jpeg.buffer, image.jpeg.byteOffset, image.jpeg.byteLength);
      counts.challenges += 1;
      write({
        ...{ type: 'challenge', challenge, atMs, validator, kind, label },
        ...{ source: image.source, name: image.name.slice(0, 500), sha256 },
        ...(rest.images === 'value' && { jpeg: bytes.toString('base64') }),
      });
    },
    onAnswer({ challenge, miner, prediction, latencyMs, status, failure: reason }) {
      counts.answers += 1;
      // A refusal is a stranger's text and might quote what was sent.
      const said = reason === null ? null : plainText(redactText(reason));
      write({ type: 'answer', challenge, miner, prediction, latencyMs, status, failure: said });
    },
    async close() {
      write({ type: 'end', ...counts });
      out.stream.end();
      await out.finished.catch(() => {});
      await Promise.allSettled(images.values());
      if (failure !== undefined) throw fail(failure);
      return counts;
    },
  };
}

/** An image that a run before left there is the same one: its name says so. */
async function writeImage(path: string, jpeg: Uint8Array): Promise<void> {
  try {
    await writeFile(path, jpeg, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
}

async function openFile(
  path: string,
  withFolder: boolean,
): Promise<{ stream: Writable; finished: Promise<void> }> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve()).once('error', reject);
  });
  if (withFolder) await mkdir(dirname(trafficImageFile(path, '')), { recursive: true, mode: 0o700 });
  if (!path.endsWith('.gz')) {
    const finished = new Promise<void>((resolve, reject) => {
      file.once('close', resolve).once('error', reject);
    });
    return { stream: file, finished };
  }
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  return { stream: gzip, finished: pipeline(gzip, file) };
}
