import type { Random } from './createRandom.ts';
import { text } from './text.ts';

/** What a mutation may draw on. */
export interface MutationContext {
  corpus: readonly Uint8Array[];
  dictionary: readonly Uint8Array[];
  maxLength: number;
}

type Mutation = (random: Random, input: Uint8Array, context: MutationContext) => Uint8Array;

const interestingBytes = [
  0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2e, 0x2f, 0x30, 0x39, 0x3a, 0x5c, 0x7f, 0x80, 0xc0, 0xff,
];

// Bounds of the integer types on the way (u16, i32, u32, 2⁵³, i64, u64), and texts that some parsers take for numbers.
const boundaryNumbers = [
  ...['0', '-0', '00', '1', '-1', '255', '256', '65535', '65536', '2147483647', '2147483648', '4294967296'],
  ...['9007199254740991', '9007199254740992', '9007199254740993', '9223372036854775807'],
  ...[
    '9223372036854775808',
    '18446744073709551615',
    '18446744073709551616',
    '1e5',
    '1E400',
    '1e-400',
    '0.1',
    '.5',
  ],
  ...['5.', '+7', '0x10', '0b1', '1_000', 'NaN', 'Infinity', '-Infinity', '１２', '٣', '9'.repeat(40)],
];

// A byte order mark, zero-width and right-to-left marks, full-width and combining letters, a lone surrogate (as WTF-8),
// an overlong slash, a truncated sequence, the highest code point and one beyond it.
const unicode = [
  ...[
    'efbbbf',
    'e2808b',
    'e280ae',
    'efbcaf',
    'cc81',
    'eda080',
    'c0af',
    'e282',
    'f48fbfbf',
    'f4908080',
    'c2a0',
    'e280a8',
  ],
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

const cut = (random: Random, input: Uint8Array): [number, number] => {
  const start = random.below(input.length + 1);
  // Mostly short pieces: a long cut leaves nothing to parse.
  const length = random.chance(0.8) ? random.below(8) + 1 : random.below(input.length + 1);
  return [start, Math.min(input.length, start + length)];
};

const replace = (input: Uint8Array, start: number, end: number, by: Uint8Array): Uint8Array => {
  const result = new Uint8Array(start + by.length + (input.length - end));
  result.set(input.subarray(0, start));
  result.set(by, start);
  result.set(input.subarray(end), start + by.length);
  return result;
};

const setByte = (input: Uint8Array, index: number, value: number): Uint8Array => {
  if (index >= input.length) return input;
  const result = input.slice();
  result[index] = value;
  return result;
};

const digitRuns = (input: Uint8Array): [number, number][] => {
  const runs: [number, number][] = [];
  // Long inputs have their numbers near the front, as far as any parser here cares.
  for (const match of text.decodeLatin1(input.subarray(0, 4096)).matchAll(/\d+/g)) {
    runs.push([match.index, match.index + match[0].length]);
  }
  return runs;
};

const mutations: readonly Mutation[] = [
  // Flip one bit.
  (random, input) => {
    const index = random.below(input.length || 1);
    return setByte(input, index, (input[index] ?? 0) ^ (1 << random.below(8)));
  },
  (random, input) => setByte(input, random.below(input.length || 1), random.below(256)),
  (random, input) => setByte(input, random.below(input.length || 1), random.pick(interestingBytes)),
  // Upper case for lower case and back.
  (random, input) => {
    const index = random.below(input.length || 1);
    return setByte(input, index, (input[index] ?? 0) ^ 0x20);
  },
  // Delete, duplicate, repeat elsewhere.
  (random, input) => replace(input, ...cut(random, input), new Uint8Array(0)),
  (random, input) => {
    const [start, end] = cut(random, input);
    return replace(input, end, end, input.subarray(start, end));
  },
  (random, input) => {
    const [start, end] = cut(random, input);
    const at = random.below(input.length + 1);
    return replace(input, at, at, input.subarray(start, end));
  },
  (random, input) => input.slice(0, random.below(input.length + 1)),
  // Insert noise, a byte of meaning, a token of the format, a character of the far end of Unicode.
  (random, input) => {
    const at = random.below(input.length + 1);
    return replace(input, at, at, random.bytes(random.below(8) + 1));
  },
  (random, input) => {
    const at = random.below(input.length + 1);
    return replace(input, at, at, Uint8Array.of(random.pick(interestingBytes)));
  },
  (random, input, { dictionary }) => {
    if (dictionary.length === 0) return input;
    const [start, end] = cut(random, input);
    return replace(input, start, random.chance(0.5) ? start : end, random.pick(dictionary));
  },
  (random, input) => {
    const at = random.below(input.length + 1);
    return replace(input, at, at, random.pick(unicode));
  },
  // Numbers: a boundary in place of a written one, a lie in place of a binary length.
  (random, input) => {
    const runs = digitRuns(input);
    if (runs.length === 0) return input;
    return replace(input, ...random.pick(runs), text.encode(random.pick(boundaryNumbers)));
  },
  (random, input) => {
    if (input.length < 2) return input;
    const result = input.slice();
    const view = new DataView(result.buffer);
    const at = random.below(input.length - 1);
    view.setUint16(
      at,
      random.pick([0, 1, 0x7fff, 0x8000, 0xffff, input.length, input.length + 1]),
      random.chance(0.5),
    );
    return result;
  },
  // Splice with another input.
  (random, input, { corpus }) => {
    if (corpus.length === 0) return input;
    const other = random.pick(corpus);
    const from = random.below(other.length + 1);
    return replace(input, random.below(input.length + 1), input.length, other.subarray(from));
  },
];

/** One short piece, very often: what a parser does in quadratic time or on its stack shows only at length. */
const inflate: Mutation = (random, input, { dictionary, maxLength }) => {
  const [start, end] = cut(random, input);
  const piece =
    random.chance(0.5) || dictionary.length === 0
      ? input.subarray(start, Math.max(end, start + 1))
      : random.pick(dictionary);
  const room = Math.min(
    Math.max(0, maxLength - input.length),
    random.pick([1000, 10_000, 100_000, maxLength]),
  );
  const copies = Math.floor(room / Math.max(1, piece.length));
  if (piece.length === 0 || copies === 0) return input;
  const filling = Buffer.alloc(copies * piece.length, piece);
  return replace(input, end, end, filling);
};

/** Applies one to about eight random mutations. @returns a new array of at most `maxLength` bytes */
export function mutateBytes(random: Random, input: Uint8Array, context: MutationContext): Uint8Array {
  let result = input;
  do result = random.pick(mutations)(random, result, context);
  while (random.chance(0.6));
  // Rare, because long inputs are slow even for a good parser.
  if (random.chance(0.0005)) result = inflate(random, result, context);
  return result.length > context.maxLength ? result.slice(0, context.maxLength) : result;
}
