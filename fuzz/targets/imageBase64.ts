import { decodeBase64Image } from '../../src/imaging/decodeBase64Image.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';

const maxBytes = 3_000;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648, section 4, one character after the other; `null` for anything but its canonical form. */
const decodeReference = (source: string): number[] | null => {
  if (source === '' || source.length % 4 !== 0) return null;
  const padding = source.endsWith('==') ? 2 : source.endsWith('=') ? 1 : 0;
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of source.slice(0, source.length - padding)) {
    const value = alphabet.indexOf(character);
    if (value === -1) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 && bits === padding * 2 ? bytes : null;
};

export const imageBase64: Target = {
  name: 'image-base64',
  oracle:
    'the image field: accepted exactly when canonical and short enough by a second decoder, with its bytes',
  maxLength: 4_200,
  dictionary: [
    '=',
    '==',
    'data:image/jpeg;base64,',
    'data:image/png;base64,',
    'data:',
    '\n',
    '-',
    '_',
    '+/',
    '/9j/',
    ' ',
  ],
  makeValid: (random) =>
    text.encode(
      random.pick(['', '', 'data:image/jpeg;base64,', 'data:image/webp;base64,']) +
        Buffer.from(random.bytes(1 + random.below(random.pick([3, 60, maxBytes])))).toString('base64'),
    ),
  run(input) {
    const source = text.decode(input);
    const bare = source.replace(/^data:image\/(?:jpeg|jpg|png|webp);base64,/, '');
    const decoded = decodeReference(bare);
    const reference = decoded === null || decoded.length > maxBytes ? null : decoded;
    try {
      const bytes = decodeBase64Image(source, maxBytes);
      expectOracle(reference !== null, 'the second decoder refuses this');
      expectOracle(Buffer.from(reference).equals(bytes), 'the second decoder reads something else');
      return 'accepted';
    } catch (error) {
      if (reference === null || error instanceof WrongVerdict) throw error;
      throw new WrongVerdict('the second decoder accepts this', 'wrong-reject');
    }
  },
};
