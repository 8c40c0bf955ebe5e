import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { decodeImage } from '../../../imaging/decodeImage.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import { prepareChallengeImage } from '../../../subnets/streetvision/challengeImages/prepareChallengeImage.ts';
import { RoadcrewError } from '../../../support/errors/RoadcrewError.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import type { ImageOrder } from './ImageOrder.ts';

// The program of a thread that makes images for challenges. `createImageStudio` runs it.

/** The image as a validator would send it, or why the file of a photo holds none. */
export type StudioReply = { readonly jpeg: Uint8Array<ArrayBuffer> } | { readonly problem: string };

async function open(order: ImageOrder): Promise<RgbImage | string> {
  if (order.kind === 'scene') {
    // Half of what a thread loads, and photographs need none of it.
    const { drawScene } = await import('../../../scenes/drawScene.ts');
    return drawScene(order.scene, { ...order.frame, roadwork: order.label }).image;
  }
  try {
    // Validators take the pixels as the file has them, and so lose what a camera noted about its orientation.
    return await decodeImage(await readFile(order.path), {}, { honourOrientation: false });
  } catch (error) {
    if (error instanceof RoadcrewError || (error instanceof Error && 'syscall' in error))
      return error.message;
    throw error;
  }
}

parentPort?.on('message', async (order: ImageOrder) => {
  const image = await open(order);
  if (typeof image === 'string') {
    parentPort?.postMessage({ problem: image } satisfies StudioReply);
    return;
  }
  const random = createRandom(order.seed).fork('challenge');
  const jpeg = Uint8Array.from((await prepareChallengeImage(image, order.profile, random)).jpeg);
  parentPort?.postMessage({ jpeg } satisfies StudioReply, [jpeg.buffer]);
});
