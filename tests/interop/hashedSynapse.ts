import fc from 'fast-check';
import { defineSynapse, type SynapseValues } from '../../src/bittensor/synapse/defineSynapse.ts';
import { field } from '../../src/bittensor/synapse/field.ts';

/** The synapse of python/synapses.py whose signature covers fields of every kind. */
export const hashedSynapse = defineSynapse(
  'HashedSynapse',
  {
    text: field.text(),
    count: field.integer(),
    ratio: field.float(),
    flag: field.boolean(),
    words: field.list(field.text()),
    matrix: field.list(field.list(field.float()), []),
    pages: field.list(field.list(field.text()), []),
    reply: field.text(''),
  },
  { requiredHashFields: ['text', 'count', 'ratio', 'flag', 'words', 'matrix', 'pages'] },
);

export type HashedValues = SynapseValues<(typeof hashedSynapse)['fields']>;

const range = (first: number, last: number) => ({ num: last - first + 1, build: (n: number) => first + n });

// Assigned since Unicode 13 or longer, because Pythons differ in what they know (pythonText.ts says more).
const character = fc
  .mapToConstant(
    range(0x00, 0x24f),
    range(0x391, 0x3a1),
    range(0x400, 0x4ff),
    range(0x600, 0x60d),
    range(0x2000, 0x2063),
    range(0x3000, 0x3003),
    range(0x4e00, 0x9fa5),
    range(0xe000, 0xf8ff),
    range(0xfff9, 0xfffd),
    range(0x1_f600, 0x1_f64f),
    range(0xe_0020, 0xe_007f),
    range(0x10_fff0, 0x10_fffd),
  )
  .map((code) => String.fromCodePoint(code));

/** Text with quotes, backslashes, control characters, separators, and scripts from everywhere. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('"', "'", '\\', '\n', '\r', '\t', ' ', '{', ']') },
    { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('\0', '\x1f', '\x7f', '\x80', '\xa0', '\xad', '\u2028', '\ufeff'),
    },
    { weight: 4, arbitrary: character },
  ),
  maxLength: 24,
});

/** Floats where Python's and JavaScript's ways of writing them part. */
export const anyFloat: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 1e15, 1e16, -1e16, 1e17, 1e21, 1e22, 1e-4, 9.999e-5, 1e-5, -1e-7, 5e-324),
  fc.constantFrom(0.1 + 0.2, 123_456_789_012_345_680, 2 ** 53, 1.797_693_134_862_315_7e308, 1e100),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer().map((units) => units / 1000),
);

/** Values of `hashedSynapse`, as a request carries them. */
export const hashedValues: fc.Arbitrary<HashedValues> = fc.record({
  text: anyText,
  count: fc.oneof(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.bigInt({ min: -9n, max: 9n })),
  ratio: anyFloat,
  flag: fc.boolean(),
  words: fc.array(anyText, { maxLength: 5 }),
  matrix: fc.array(fc.array(anyFloat, { maxLength: 4 }), { maxLength: 3 }),
  pages: fc.array(fc.array(anyText, { maxLength: 4 }), { maxLength: 3 }),
  reply: fc.constant(''),
});

// Always with an exponent, so that Python reads a float; written apart from the code under test.
const floatJson = (value: number): string => (Object.is(value, -0) ? '-0e0' : value.toExponential());

const floatsJson = (values: readonly number[]): string => `[${values.map(floatJson).join()}]`;

/** Floats, or values of `hashedSynapse`, as JSON text that Python reads as the very same values. */
export const toExactJson = (values: HashedValues | readonly number[]): string =>
  'text' in values
    ? JSON.stringify({
        text: values.text,
        flag: values.flag,
        words: values.words,
        pages: values.pages,
      }).replace(
        /\}$/,
        `,"count":${values.count},"ratio":${floatJson(values.ratio)},` +
          `"matrix":[${values.matrix.map(floatsJson).join()}]}`,
      )
    : floatsJson(values);
