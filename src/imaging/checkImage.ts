import { imagingError } from './errors.ts';
import type { RgbImage } from './RgbImage.ts';

/** @throws RC_IMAGING_SIZE_INVALID unless both are whole numbers of pixels, 1 to 65,535 */
export const checkSize = (width: number, height: number): void => {
  for (const [name, value] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > 65_535) {
      throw imagingError('RC_IMAGING_SIZE_INVALID', { reason: `its ${name} is ${value}` });
    }
  }
};

/** @throws RC_IMAGING_SIZE_INVALID unless the data are as long as the size says */
export const checkImage = ({ width, height, data }: RgbImage): void => {
  checkSize(width, height);
  if (data.length !== width * height * 3) {
    const reason = `${width} × ${height} pixels come with ${data.length} bytes`;
    throw imagingError('RC_IMAGING_SIZE_INVALID', { reason });
  }
};

/** A part of an image, pixels from the top left. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @throws RC_IMAGING_SIZE_INVALID unless the window lies inside an image of this size */
export const checkWindow = (window: Window, width: number, height: number): void => {
  checkSize(window.width, window.height);
  const { left, top } = window;
  const isInside = left >= 0 && top >= 0 && left + window.width <= width && top + window.height <= height;
  if (!isInside || !Number.isInteger(left) || !Number.isInteger(top)) {
    const reason = `a part at ${left}, ${top} of ${window.width} × ${window.height} is not inside ${width} × ${height}`;
    throw imagingError('RC_IMAGING_SIZE_INVALID', { reason });
  }
};
