import { roundHalfToEven } from '../support/statistics/roundHalfToEven.ts';
import { checkImage } from './checkImage.ts';
import { padToSize } from './padToSize.ts';
import type { PreprocessingProfile } from './preprocessingProfile.ts';
import type { RgbImage } from './RgbImage.ts';
import { resize } from './resize.ts';
import { trimBorders } from './trimBorders.ts';

/** The window's offset is rounded as by Python's `round`, which torchvision's centre crop uses. */
const crop = (image: RgbImage, profile: PreprocessingProfile): RgbImage => {
  const { width, height, interpolation } = profile;
  // The side that needs the larger scale fits exactly, the other one is cut to whole pixels.
  const isWide = image.width * height > width * image.height;
  const scaledWidth = isWide ? Math.trunc((height * image.width) / image.height) : width;
  const scaledHeight = isWide ? height : Math.trunc((width * image.height) / image.width);
  const window = {
    left: roundHalfToEven((scaledWidth - width) / 2),
    top: roundHalfToEven((scaledHeight - height) / 2),
    width,
    height,
  };
  return resize(image, scaledWidth, scaledHeight, interpolation, window);
};

const letterbox = (image: RgbImage, profile: PreprocessingProfile): RgbImage => {
  const { width, height, interpolation, padding } = profile;
  const isWide = image.width * height > width * image.height;
  const scaled = resize(
    image,
    isWide ? width : Math.max(1, Math.trunc((height * image.width) / image.height)),
    isWide ? Math.max(1, Math.trunc((width * image.height) / image.width)) : height,
    interpolation,
  );
  return padToSize(scaled, width, height, padding);
};

const fits: Readonly<
  Record<PreprocessingProfile['fit'], (image: RgbImage, profile: PreprocessingProfile) => RgbImage>
> = {
  crop,
  letterbox,
  stretch: (image, { width, height, interpolation }) => resize(image, width, height, interpolation),
};

/**
 * Makes the input of a model: trims borders, resizes on 8-bit samples exactly as Pillow does (`resize`), and
 * normalises to `(value / 255 − mean) / std`.
 *
 * `crop` is torchvision's `Resize` + `CenterCrop` and `letterbox` the validators' of April 2026: the longer and the
 * shorter side respectively is cut to whole pixels; the window's offset is rounded half to even, the padding's down.
 * @returns float32 of shape `[3, height, width]`, row-major
 * @throws RC_IMAGING_SIZE_INVALID
 */
export function preprocess(image: RgbImage, profile: PreprocessingProfile): Float32Array {
  checkImage(image);
  const fitted = fits[profile.fit](profile.trimBorders ? trimBorders(image) : image, profile);
  const plane = fitted.width * fitted.height;
  const tensor = new Float32Array(3 * plane);
  const sources = profile.order === 'rgb' ? [0, 1, 2] : [2, 1, 0];
  for (const [channel, source] of sources.entries()) {
    const mean = profile.mean[channel] as number;
    const std = profile.std[channel] as number;
    const table = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / std);
    const start = channel * plane;
    for (let pixel = 0, at = source; pixel < plane; pixel += 1, at += 3) {
      tensor[start + pixel] = table[fitted.data[at] as number] as number;
    }
  }
  return tensor;
}
