import { encodeJpeg } from '../../src/imaging/augmentation/encodeJpeg.ts';
import { drawScene } from '../../src/scenes/drawScene.ts';

/** Rendered frames of 640 × 360 as validators of May 2026 would send them, in base64: half of them with roadwork. */
export const makeImages = (count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const roadwork = index % 2 === 0 ? 1 : 0;
      const { image } = drawScene(`bench/${index}`, { width: 640, height: 360, roadwork });
      return Buffer.from(await encodeJpeg(image)).toString('base64');
    }),
  );
