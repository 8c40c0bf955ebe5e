import { imagingError } from './errors.ts';

export type ImageFormat = 'jpeg' | 'png' | 'webp';

/** What the first bytes of an image say about it. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Pixels as stored, before any EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** Colour components of a JPEG: 1 grey, 3, or 4 (CMYK, YCCK). */
  readonly components?: number;
}

/** @throws RC_IMAGING_HEADER_INVALID */
export const refuseHeader = (format: ImageFormat, reason: string): never => {
  throw imagingError('RC_IMAGING_HEADER_INVALID', { format: formatNames[format], reason });
};

/** As people write them. */
export const formatNames: Readonly<Record<ImageFormat, string>> = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP' };
