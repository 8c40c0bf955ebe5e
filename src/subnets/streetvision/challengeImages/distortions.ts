import { gaussianNoise } from '../../../imaging/augmentation/gaussianNoise.ts';
import { mapPixels, type Triple } from '../../../imaging/augmentation/mapPixels.ts';
import type { RgbImage } from '../../../imaging/RgbImage.ts';
import type { Random } from '../../../support/random/Random.ts';
import { blurAsOpenCv } from './blurAsOpenCv.ts';
import type { DistortionName } from './challengeProfiles.ts';
import { resizeAsOpenCv } from './resizeAsOpenCv.ts';
import { fromVideoColour, toVideoColour } from './videoColour.ts';

const { fround } = Math;

function cutFractions(result: Triple): void {
  for (let channel = 0; channel < 3; channel += 1) result[channel] = Math.trunc(result[channel] as number);
}

/** `parameter`: see `distortionParameters`. */
type Distortion = (image: RgbImage, parameter: number, random: Random) => RgbImage;

/**
 * What the validators' distortions do, which is not always what they are called there. They calculate in single
 * precision and cut fractions off.
 *
 * Source: NATIX `natix/utils/image_transforms.py`, January to May 2026; the effects were measured.
 */
export const distortions: Readonly<Record<DistortionName, Distortion>> = {
  /** Colour differences times the parameter around a centre that is a little off; brightness stays. */
  scaleChroma(image, parameter) {
    const color: Triple = [0, 0, 0];
    const scale = fround(parameter);
    return mapPixels(image, (red, green, blue, result) => {
      toVideoColour(red, green, blue, color);
      color[1] = fround(0.5 + fround(fround(color[1] - 0.5) * scale));
      color[2] = fround(0.5 + fround(fround(color[2] - 0.5) * scale));
      fromVideoColour(color, result);
      cutFractions(result);
    });
  },
  /** Pixels times the parameter: not contrast, which would keep the mean. */
  darken(image, parameter) {
    const scale = fround(parameter);
    return mapPixels(image, (red, green, blue, result) => {
      result[0] = fround(red * scale);
      result[1] = fround(green * scale);
      result[2] = fround(blue * scale);
      cutFractions(result);
    });
  },
  /** A small picture blown up again. */
  shrinkAndEnlarge(image, parameter) {
    const width = Math.floor(image.width / parameter);
    const height = Math.floor(image.height / parameter);
    return resizeAsOpenCv(resizeAsOpenCv(image, width, height), image.width, image.height);
  },
  /**
   * Normal noise in brightness and both colour differences, of σ = √parameter in a space that is 255 times smaller
   * than meant: for 0.001 it comes back as σ of 16, 12 and 19 levels of red, green and blue.
   */
  chromaNoise(image, parameter, random) {
    const noise = gaussianNoise(image.data.length, random);
    const sigma = Math.sqrt(parameter);
    const color: Triple = [0, 0, 0];
    let next = 0;
    return mapPixels(image, (red, green, blue, result) => {
      toVideoColour(red, green, blue, color);
      for (let part = 0; part < 3; part += 1) {
        color[part] = (fround((color[part] as number) / 255) + sigma * (noise[next + part] as number)) * 255;
      }
      next += 3;
      fromVideoColour(color, result);
      cutFractions(result);
    });
  },
  gaussianBlur: (image, parameter) => blurAsOpenCv(image, parameter),
};
