import { convolveSeparably } from '../../../imaging/augmentation/convolveSeparably.ts';
import { gaussianKernel } from '../../../imaging/augmentation/gaussianKernel.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';

/**
 * OpenCV's Gaussian blur with a kernel of `side` × `side`, σ = side / 6. OpenCV calculates in fixed point for 8 bits;
 * ours is in floating point, so that a pixel may differ by 1.
 * @param side odd
 */
export const blurAsOpenCv = (image: RgbImage, side: number): RgbImage =>
  convolveSeparably(image, gaussianKernel(side, side / 6));
