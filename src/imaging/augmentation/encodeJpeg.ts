import { checkImage } from '../checkImage.ts';
import { preparedSharp } from '../preparedSharp.ts';
import type { RgbImage } from '../RgbImage.ts';

/** JFIF 1.1, no density (JFIF 1.02, page 5). libvips leaves this segment out, Pillow writes it. */
const jfifSegment = Uint8Array.of(
  ...[0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00],
  0x00,
);
const startOfImage = 2;

/**
 * Encodes as Pillow's `image.save(…, format='JPEG')` does, to the byte: baseline, chroma at half the resolution
 * (4:2:0), libjpeg's tables for the quality, no optimisation.
 * @param quality 1 to 100; Pillow's default is 75
 * @throws RC_IMAGING_SIZE_INVALID
 */
export async function encodeJpeg(image: RgbImage, quality = 75): Promise<Uint8Array> {
  checkImage(image);
  const { width, height, data } = image;
  const raw = { width, height, channels: 3 } as const;
  const plain = await preparedSharp()(data, { raw, limitInputPixels: false })
    .jpeg({
      quality,
      chromaSubsampling: '4:2:0',
      mozjpeg: false,
      progressive: false,
      optimiseCoding: false,
    })
    .toBuffer();
  const jpeg = new Uint8Array(plain.length + jfifSegment.length);
  jpeg.set(plain.subarray(0, startOfImage));
  jpeg.set(jfifSegment, startOfImage);
  jpeg.set(plain.subarray(startOfImage), startOfImage + jfifSegment.length);
  return jpeg;
}
