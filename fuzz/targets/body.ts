import { TextDecoder } from 'node:util';
import { decodeUtf8 } from '../../src/bittensor/axon/readRequestBody.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { field } from '../../src/bittensor/synapse/field.ts';
import { parsePythonJson } from '../../src/bittensor/synapse/parsePythonJson.ts';
import { readSynapseBody } from '../../src/bittensor/synapse/readSynapseBody.ts';
import { createTerminal } from '../../src/bittensor/synapse/terminal.ts';
import { writeRequestBody } from '../../src/bittensor/synapse/writeRequestBody.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { isSameValue } from '../harness/isSameValue.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

/** One field of every kind, required and not. */
const synapse = defineSynapse(
  'Everything',
  {
    image: field.text(''),
    prediction: field.float(-1),
    label: field.integer(-1n),
    wanted: field.boolean(false),
    words: field.list(field.text(), []),
    scores: field.list(field.float()),
    boxes: field.list(field.list(field.integer()), []),
    question: field.text(),
  },
  { requiredHashFields: ['question', 'scores', 'boxes'] },
);
const served = route(synapse, () => ({}));

const isList = (value: unknown, each: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(each);
const types: Record<keyof typeof synapse.fields, (value: unknown) => boolean> = {
  image: (value) => typeof value === 'string',
  prediction: (value) => typeof value === 'number' && !Number.isNaN(value),
  label: (value) => typeof value === 'bigint',
  wanted: (value) => typeof value === 'boolean',
  words: (value) => isList(value, (item) => typeof item === 'string'),
  scores: (value) => isList(value, (item) => typeof item === 'number' && !Number.isNaN(item)),
  boxes: (value) => isList(value, (row) => isList(row, (item) => typeof item === 'bigint')),
  question: (value) => typeof value === 'string',
};
const envelope = { timeout: 9, totalSize: 1n, dendrite: createTerminal(), axon: createTerminal() };
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decodeReference = (input: Uint8Array): string | null => {
  try {
    return strictUtf8.decode(input);
  } catch {
    return null;
  }
};

const dictionary = [
  ...Object.keys(synapse.fields).map((name) => `"${name}":`),
  ...[
    'NaN',
    '1e999',
    '"1e5"',
    '"  7  "',
    '"0x1F"',
    'null',
    'true',
    '"true"',
    '[[1,2],[3]]',
    '[',
    ']',
    '\\u0000',
  ],
  ...[
    '9007199254740993',
    '"9007199254740993"',
    '"٣"',
    '"__proto__":',
    '\\ud800',
    '111111',
    '        ',
    '"-"',
  ],
];

export const body: Target = {
  name: 'body',
  oracle: 'accepted only as strict UTF-8 with fields of the declared types; written and read again the same',
  maxLength: 2_097_152,
  dictionary,
  makeValid(random) {
    return text.encode(
      writeRequestBody(
        synapse,
        {
          image: Buffer.from(random.bytes(random.below(120))).toString('base64'),
          prediction: random.pick([-1, 0, 0.5, 1e-7, 1e22]),
          label: random.pick([-1n, 0n, 2n ** 64n]),
          wanted: random.chance(0.5),
          words: random.pick([[], ['cone'], ['é"\\', '\u{1f6a7}', '\u0000']]),
          scores: random.pick([[], [0.25, 1]]),
          boxes: random.pick([[], [[1n, 2n], []]]),
          question: random.pick(['', 'roadwork?', 'ﬀ']),
        },
        { ...envelope, dendrite: createTerminal({ nonce: 1_795_363_512_393_194_668n, hotkey: '5F' }) },
      ),
    );
  },
  mutate: (random, input) => text.encode(mutateJson(random, text.decode(input), dictionary)),
  run(input) {
    const source = decodeUtf8(Buffer.from(input));
    const reference = decodeReference(input);
    expectOracle(
      (typeof source === 'string' ? source : null) === reference,
      'another decoder disagrees about UTF-8',
    );
    if (typeof source !== 'string') return 'rejected';
    try {
      const { values, hash } = served.readBody(source);
      expectUnpolluted();
      expectOracle(
        Object.keys(values).join() === Object.keys(synapse.fields).join(),
        'the values have other names than the fields',
      );
      for (const [name, isType] of Object.entries(types)) {
        expectOracle(isType(values[name]), `the field ${name} has another type than declared`);
      }
      expectOracle(/^[0-9a-f]{64}$/.test(hash()), 'the body hash is no hash');
      const typed = readSynapseBody(synapse, parsePythonJson(source));
      const again = readSynapseBody(
        synapse,
        parsePythonJson(writeRequestBody(synapse, typed, envelope), { allowNonFinite: true }),
      );
      expectOracle(isSameValue(again, values), 'the fields change when they are written and read again');
      return 'accepted';
    } finally {
      expectUnpolluted();
    }
  },
};
