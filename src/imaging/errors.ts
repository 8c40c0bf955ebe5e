import { defineErrors } from '../support/errors/defineErrors.ts';

export const imagingError = defineErrors({
  RC_IMAGING_BASE64_INVALID: {
    message: 'The image is not valid base64: {reason}.',
    hint: 'Send standard base64 (RFC 4648, section 4) with padding and without line breaks.',
  },
  RC_IMAGING_TOO_MANY_BYTES: {
    message: 'The image has {bytes} bytes, at most {limit} are taken.',
    hint: 'Send a smaller image, or raise the limit on bytes.',
  },
  RC_IMAGING_TOO_MANY_PIXELS: {
    message:
      'The image has {width} × {height} pixels, at most {limit} in all and {sideLimit} a side are taken.',
    hint: 'Send a smaller image, or raise the limit on pixels; each one takes 3 bytes of memory and more while decoding.',
  },
  RC_IMAGING_FORMAT_UNSUPPORTED: {
    message: 'The image is {found}, not a JPEG, PNG or WebP.',
    hint: 'Convert the image to JPEG, PNG or WebP.',
  },
  RC_IMAGING_HEADER_INVALID: {
    message: 'The header of the {format} cannot be read: {reason}.',
    hint: 'Open and save the image again with an image editor; the file may be cut off or damaged.',
  },
  RC_IMAGING_CORRUPT: {
    message: 'The {format} cannot be decoded: {reason}.',
    hint: 'Fetch the image again, or open and save it with an image editor; the file is cut off or damaged.',
  },
  RC_IMAGING_TIMEOUT: {
    message: 'Decoding the image took longer than {timeoutMs} ms.',
    hint: 'Send a smaller or less elaborate image, or raise the time limit.',
  },
  RC_IMAGING_SIZE_INVALID: {
    message: 'This image cannot be processed: {reason}.',
    hint: 'Give whole numbers of pixels, 1 or more, and width × height × 3 bytes of RGB data.',
  },
});
