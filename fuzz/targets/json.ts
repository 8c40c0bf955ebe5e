import { parsePythonJson } from '../../src/bittensor/synapse/parsePythonJson.ts';
import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { isSameValue } from '../harness/isSameValue.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';

const attempt = (parse: () => unknown): { value: unknown } | null => {
  try {
    return { value: parse() };
  } catch (error) {
    if (error instanceof RoadcrewError || error instanceof SyntaxError) return null;
    throw error;
  }
};

const dictionary = [
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '"',
    '\\',
    '\\"',
    '\\u0000',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'null',
    'true',
    '-',
  ],
  ...[
    '"__proto__":{"polluted":1}',
    'non-finite-',
    '9007199254740993',
    '1e999',
    '[[[[[[[[',
    '{"a":',
    '\\ud83d',
  ],
];

/** The same text with every bare NaN and Infinity outside a string made null, found by walking, not by a pattern. */
const withoutNonFinite = (source: string): string => {
  let result = '';
  let inString = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    const token = inString
      ? undefined
      : ['-Infinity', 'Infinity', 'NaN'].find((word) => source.startsWith(word, index));
    if (token !== undefined) {
      result += 'null';
      index += token.length - 1;
    } else {
      result += character;
      if (inString && character === '\\') {
        index += 1;
        result += source.charAt(index);
      } else if (character === '"') inString = !inString;
    }
  }
  return result;
};

/** Every integer of 16 digits and more outside strings must come out with just these digits. */
const bigIntegersOf = (value: unknown): string[] => {
  const found: string[] = [];
  const open = [value];
  while (open.length > 0) {
    const item = open.pop();
    if (typeof item === 'bigint') found.push(String(item));
    else if (typeof item === 'object' && item !== null) {
      for (const inner of Object.values(item)) open.push(inner);
    }
  }
  return found;
};

export const json: Target = {
  name: 'json',
  oracle: 'agrees with JSON.parse, but for integers beyond 2^53 and bare NaN; pollutes no prototype',
  maxLength: 2_097_152,
  dictionary,
  makeValid(random) {
    const nonce = `17953635${String(random.uint32()).padStart(11, '0')}`;
    return text.encode(
      `{"name": "ImageSynapse", "timeout": 9.0, "dendrite": {"nonce": ${nonce}, "port": null, "ok": true}, ` +
        `"list": [1, -0.5, 1e3, "${text.toHex(random.bytes(8))}", [], {}], "prediction": -1.0, "text": "a\\"\\u00e9\\n"}`,
    );
  },
  mutate: (random, input) => text.encode(mutateJson(random, text.decode(input), dictionary)),
  run(input) {
    const source = text.decode(input);
    const reference = attempt(() => JSON.parse(source));
    const ours = attempt(() => parsePythonJson(source));
    const lenient = attempt(() => parsePythonJson(source, { allowNonFinite: true }));
    expectUnpolluted();
    if (ours !== null) {
      expectOracle(reference !== null, 'JSON.parse refuses this');
      expectOracle(isSameValue(ours.value, reference.value), 'JSON.parse reads another value');
      for (const digits of bigIntegersOf(ours.value)) {
        expectOracle(source.includes(digits) || digits.length < 16, 'an integer changed its digits');
      }
      expectOracle(
        lenient !== null && isSameValue(lenient.value, ours.value),
        'allowNonFinite changes valid JSON',
      );
      return 'accepted';
    }
    // Very deep nesting and very long integers may be refused; nobody sends them.
    const harmless = !/[[{]{200}|(?:\{"[^"]*":|\[){200}|\d{4000}/.test(source);
    if (reference !== null && harmless) throw new WrongVerdict('JSON.parse accepts this', 'wrong-reject');
    if (lenient === null) return 'rejected';
    const allowed = reference !== null || attempt(() => JSON.parse(withoutNonFinite(source))) !== null;
    expectOracle(allowed, 'allowNonFinite accepts more than the three tokens');
    return 'accepted';
  },
};
