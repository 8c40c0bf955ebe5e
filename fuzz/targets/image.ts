import { decodeImage } from '../../src/imaging/decodeImage.ts';
import type { DecodeLimits } from '../../src/imaging/decodeLimits.ts';
import { readImageHeader } from '../../src/imaging/readImageHeader.ts';
import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target, Verdict } from '../harness/Target.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';
import { makeAnimation, makeImage } from '../images/makeImage.ts';
import { mutateImage } from '../images/mutateImage.ts';

const maxBytes = 32_768;
const limits: Partial<DecodeLimits> = { maxBytes, maxPixels: 120_000, maxSide: 2_000, timeoutMs: 3_000 };

export const image: Target = {
  name: 'image',
  oracle:
    'a picture from a stranger: what is decoded has the size of its header, within all limits and in time',
  maxLength: maxBytes,
  dictionary: [
    '\u0000\u0000\u0000\u0000',
    'IDAT',
    'IEND',
    'PLTE',
    'tRNS',
    'fdAT',
    'VP8 ',
    'VP8L',
    'VP8X',
    'ANMF',
    'ALPH',
    'Exif',
    'JFIF',
  ],
  makeValid: (random) => (random.chance(0.1) ? makeAnimation(random) : makeImage(random)),
  mutate: mutateImage,
  share: 0.05,
  freshShare: 0.01,
  async run(input): Promise<Verdict> {
    try {
      const { width, height, data } = await decodeImage(input, limits);
      const header = readImageHeader(input);
      const isUpright = width === header.width && height === header.height;
      expectOracle(
        isUpright || (width === header.height && height === header.width),
        'not the size of the header',
      );
      expectOracle(data.length === width * height * 3, 'the pixels do not fill the size');
      expectOracle(
        width * height <= 120_000 && Math.max(width, height) <= 2_000,
        'more pixels than the limit',
      );
      expectOracle(input.length <= maxBytes, 'more bytes than the limit');
      return 'accepted';
    } catch (error) {
      if (error instanceof RoadcrewError && error.code === 'RC_IMAGING_TIMEOUT') {
        throw new WrongVerdict('a small picture took longer than the time limit');
      }
      throw error;
    }
  },
};
