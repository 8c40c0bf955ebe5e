import { bodyKindOf } from '../../src/mining/rest/bodyKindOf.ts';
import { readPredictionImage } from '../../src/mining/rest/readPredictionImage.ts';
import { readTimeout } from '../../src/mining/rest/readTimeout.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

const types = ['image/png', 'application/json', 'Application/JSON; charset="utf-8"', 'image/jpeg;q=1'];
const dictionary = [
  ...['application/json', 'image/webp', 'charset=utf-8', 'timeoutMs=', '5000', 'wait=5', '{"image":"', '"}'],
  ...['data:image/png;base64,', '__proto__', 'AAAA', '==', '\\u0041', 'null', '[', '&', '%00'],
];

/** The first line is the query, the second `Prefer`, the third `Content-Type`, the rest the body. */
const split = (input: Uint8Array): { lines: string[]; body: Buffer } => {
  const bytes = Buffer.from(input);
  const lines: string[] = [];
  let at = 0;
  while (lines.length < 3) {
    const end = bytes.indexOf(10, at);
    if (end < 0) break;
    lines.push(bytes.toString('latin1', at, end));
    at = end + 1;
  }
  return { lines, body: bytes.subarray(at) };
};

export const restBody: Target = {
  name: 'restBody',
  oracle: 'an image is the body, or what Buffer reads from the JSON’s base64; a time is within its limits',
  maxLength: 65_536,
  dictionary,
  makeValid(random) {
    const type = random.pick(types);
    const image = random.bytes(1 + random.below(200));
    const head = `${random.pick(['', 'timeoutMs=250'])}\n${random.pick(['', 'wait=5'])}\n${type}\n`;
    const prefix = random.pick(['', 'data:image/png;base64,']);
    const json = JSON.stringify({ image: prefix + Buffer.from(image).toString('base64') });
    return Buffer.concat([text.encode(head), type.startsWith('image') ? image : text.encode(json)]);
  },
  mutate: (random, input) => {
    const { lines, body } = split(input);
    const mutated = mutateJson(random, text.decode(body), dictionary);
    return text.encode(`${lines.join('\n')}\n${mutated}`);
  },
  run(input) {
    const { lines, body } = split(input);
    const [query = '', prefer = '', type = ''] = lines;
    const { timeoutMs } = readTimeout(query, prefer, { timeoutMs: 10_000, timeoutCapMs: 60_000 });
    expectOracle(
      Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= 60_000,
      'a time beyond its limits',
    );
    const kind = bodyKindOf(type);
    if (kind === null) return 'rejected';
    const image = readPredictionImage(kind, body);
    expectUnpolluted();
    if (kind === 'image') {
      expectOracle(Buffer.compare(image, body) === 0 && image.length > 0, 'the image is not the body');
      return 'accepted';
    }
    const parsed = JSON.parse(body.toString('utf8')) as { image: string };
    expectOracle(Object.keys(parsed).join() === 'image', 'there was more than an image');
    const encoded = parsed.image.replace(/^data:[^,]*,/, '');
    expectOracle(Buffer.from(image).toString('base64') === encoded, 'the image is not what was encoded');
    return 'accepted';
  },
};
