import { parentPort, workerData } from 'node:worker_threads';
import { drawScene } from '../../scenes/drawScene.ts';
import { prepareChallengeImage } from '../../subnets/streetvision/challengeImages/prepareChallengeImage.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import type { SceneOrder } from './planChallenges.ts';

// The program of a thread that draws scenes for challenges. `createSceneRenderer` runs it.

/** Of the rendered picture, pixels. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** The picture as a validator of May 2026 would send it. */
export interface DrawnFrame {
  readonly jpeg: Uint8Array<ArrayBuffer>;
}

const { width, height } = workerData as FrameSize;

parentPort?.on('message', async ({ seed, label }: SceneOrder) => {
  const { image } = drawScene(seed, { width, height, roadwork: label });
  const { jpeg } = await prepareChallengeImage(image, 'may-2026', createRandom(seed).fork('challenge'));
  const answer: DrawnFrame = { jpeg: Uint8Array.from(jpeg) };
  parentPort?.postMessage(answer, [answer.jpeg.buffer]);
});
