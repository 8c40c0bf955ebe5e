import { readReply } from '../../src/bittensor/dendrite/readReply.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { field } from '../../src/bittensor/synapse/field.ts';
import { createTerminal } from '../../src/bittensor/synapse/terminal.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { headerLines } from '../harness/headerLines.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

const synapse = defineSynapse('Example', {
  image: field.text(''),
  prediction: field.float(-1),
  label: field.integer(-1n),
  scores: field.list(field.float(), []),
});
const values = { image: 'sent', prediction: -1, label: -1n, scores: [] };
/** What an exception that nobody foresaw says; `readReply` puts it into the status instead of throwing it. */
const unforeseen = /call stack|is not a function|cannot read|undefined|invalid array length|out of memory/i;

const split = (input: Uint8Array): [Uint8Array, Buffer] => {
  const end = Buffer.from(input).indexOf('\n\n');
  return end < 0 ? [input, Buffer.alloc(0)] : [input.subarray(0, end), Buffer.from(input.subarray(end + 2))];
};
const dictionary = [
  ...[
    'bt_header_axon_status_code: ',
    'bt_header_axon_process_time: ',
    'bt_header_dendrite_nonce: ',
    '\n',
    '\n\n',
  ],
  ...[
    '"prediction":',
    '"axon":',
    '"dendrite":',
    '"status_code":',
    'NaN',
    '-Infinity',
    '"timeout":',
    '503',
    '__proto__',
  ],
  ...['application/json', 'text/plain', '"message":', ':status: ', 'content-type: '],
];

export const reply: Target = {
  name: 'reply',
  oracle: 'the dendrite never throws; only a 200 changes fields, to values of the declared types',
  maxLength: 1_048_576,
  dictionary,
  makeValid(random) {
    const head = headerLines.write([
      [':status', '200'],
      [
        'content-type',
        random.pick(['application/json', 'application/json; charset=utf-8', 'application/problem+json']),
      ],
      ['bt_header_axon_status_code', '200'],
      ['bt_header_axon_status_message', 'Success'],
      ['bt_header_axon_process_time', '0.25'],
    ]);
    const body = random.pick([
      '{"prediction":0.875}',
      '{"prediction": "0.25", "axon": {"status_code": 200, "process_time": 0.1}, "scores": [1, 2.5]}',
      '{"prediction":NaN,"label":9007199254740993,"dendrite":{"nonce":1795363512393194668},"timeout":9.0}',
    ]);
    return text.encodeLatin1(`${text.decodeLatin1(head)}\n\n${body}`);
  },
  mutate(random, input) {
    const [head, body] = split(input);
    const changed = mutateJson(random, body.toString('utf8').replace('NaN', '0.5'), dictionary);
    return Buffer.concat([head, Buffer.from('\n\n'), Buffer.from(changed)]);
  },
  run(input) {
    const [head, body] = split(input);
    const pairs = headerLines.read(head);
    const headerValue = (name: string): string =>
      pairs.find((_, index) => index % 2 === 1 && pairs[index - 1]?.toLowerCase() === name) ?? '';
    const status = /^[1-5]\d\d$/.test(headerValue(':status')) ? Number(headerValue(':status')) : 200;
    const sent = {
      values,
      name: synapse.name,
      timeout: 9,
      dendrite: createTerminal(),
      axon: createTerminal(),
    };
    const outcome = { status, rawHeaders: pairs, contentType: headerValue('content-type'), body };
    const result = readReply(synapse, sent, outcome, 0.5);
    expectUnpolluted();
    const { statusCode, statusMessage } = result.dendrite;
    expectOracle(
      !unforeseen.test(statusMessage ?? ''),
      `an unforeseen error: ${statusMessage?.slice(0, 100)}`,
    );
    expectOracle(result.isSuccess === (statusCode === 200n), 'success without the code 200');
    expectOracle(statusCode === null || typeof statusCode === 'bigint', 'the status code is no integer');
    expectOracle(result.name === synapse.name, 'the reply renamed the synapse');
    expectOracle(typeof result.timeout === 'number', 'the timeout is no number');
    const { image, prediction, label, scores } = result.values;
    expectOracle(
      typeof image === 'string' && typeof label === 'bigint',
      'a field has another type than declared',
    );
    expectOracle(typeof prediction === 'number', 'the prediction is no number');
    expectOracle(
      Array.isArray(scores) && scores.every((score) => typeof score === 'number'),
      'the scores are no numbers',
    );
    if (status !== 200) expectOracle(result.values === values, 'a refusal changed the fields');
    return result.isSuccess ? 'accepted' : 'rejected';
  },
};
