import sharp from 'sharp';
import { decodeImage } from '../../src/imaging/decodeImage.ts';
import type { RgbImage } from '../../src/imaging/RgbImage.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';

/** A picture as it arrives and as it is decoded. */
export interface Picture {
  readonly name: string;
  readonly jpeg: Uint8Array;
  readonly image: RgbImage;
}

const sizes = [
  ['360p', 640, 360],
  ['720p', 1280, 720],
  ['1080p', 1920, 1080],
] as const;

/** Noise of one grain size over the whole picture: patches of `grain` pixels, smoothed. */
const noise = (width: number, height: number, grain: number, seed: string): Promise<Buffer> => {
  const random = createRandom(seed);
  const [columns, rows] = [Math.ceil(width / grain) + 1, Math.ceil(height / grain) + 1];
  const data = Uint8Array.from({ length: columns * rows * 3 }, () => Math.floor(random.float() * 256));
  return sharp(data, { raw: { width: columns, height: rows, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer();
};

/**
 * JPEGs of quality 85 with detail at all scales, about as much as a photograph of a street has (here 0.16 bytes a
 * pixel); what a decoder does depends on the detail, not on what is to be seen. Same pixels in every run.
 */
export async function makePictures(): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const [name, width, height] of sizes) {
    const data = new Uint8Array(width * height * 3);
    // Amplitude falls with the scale, as in photographs.
    for (const [grain, share] of [
      [128, 0.6],
      [32, 0.22],
      [8, 0.1],
      [2, 0.08],
    ] as const) {
      const layer = await noise(width, height, grain, `${name} ${grain}`);
      for (let index = 0; index < data.length; index += 1) {
        data[index] = (data[index] as number) + share * (layer[index] as number);
      }
    }
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 85 })
      .toBuffer();
    pictures.push({ name, jpeg, image: await decodeImage(jpeg) });
  }
  return pictures;
}
