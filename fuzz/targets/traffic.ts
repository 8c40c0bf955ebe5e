import { formatTrafficLine } from '../../src/mining/simulator/traffic/formatTrafficLine.ts';
import { readTraffic } from '../../src/mining/simulator/traffic/readTraffic.ts';
import { type TrafficLine, trafficLineSchema } from '../../src/mining/simulator/traffic/trafficSchema.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

const limits = { lineBytes: 4_096, imageBytes: 4_096, challenges: 6, answers: 6, fileBytes: 16_384 };
const dictionary = [
  ...[
    '"crc32":"',
    '"entry":',
    '\n',
    '{"type":"end"',
    '"challenge":',
    '"answer"',
    '"label":null',
    '"status":',
  ],
  ...['"folder"', '1e308', '-1', '__proto__', '"jpeg":"', '"atMs":', '\u0000', '"version":2'],
];

const header: TrafficLine = {
  ...{ type: 'header', format: 'roadcrew-traffic', version: 1, startedAt: '2026-05-01T10:00:00.000Z' },
  ...{ profile: 'may-2026', seed: 's', validators: 3, images: 'value' },
};

function makeLines(random: Random): TrafficLine[] {
  const count = random.below(4);
  const lines = Array.from({ length: count }, (_, challenge): TrafficLine[] => [
    {
      ...{ type: 'challenge', challenge, atMs: challenge * 10.5, validator: random.below(3), kind: 'scored' },
      ...{
        label: random.pick([0, 1, null] as const),
        source: 'real',
        name: 'ä.jpg',
        sha256: 'ab'.repeat(32),
      },
      ...(random.chance(0.5) && { jpeg: '/9j/' }),
    },
    {
      ...{ type: 'answer', challenge, miner: 'ours', prediction: random.chance(0.5) ? 0.25 : null },
      ...{ latencyMs: 12.25, status: 200, failure: random.chance(0.5) ? null : 'gone' },
    },
  ]).flat();
  return [header, ...lines, { type: 'end', challenges: count, answers: count }];
}

/** In pieces of several lengths, so that the ends of pieces fall everywhere. */
function* piecesOf(input: Uint8Array): Generator<Uint8Array> {
  for (let at = 0, size = 1; at < input.length; at += size, size = (size * 7) % 101) {
    yield input.subarray(at, at + size);
    size = Math.max(1, size);
  }
}

async function readAll(pieces: Iterable<Uint8Array>): Promise<{ lines: TrafficLine[]; notices: number }> {
  const lines: TrafficLine[] = [];
  let notices = 0;
  const onNotice = () => {
    notices += 1;
  };
  for await (const line of readTraffic(pieces, { limits, onNotice })) lines.push(line);
  return { lines, notices };
}

export const traffic: Target = {
  name: 'traffic',
  oracle:
    'accepted lines are in order, fit the schema, and read the same when written again or cut elsewhere',
  maxLength: 20_000,
  dictionary,
  makeValid: (random) => text.encode(makeLines(random).map(formatTrafficLine).join('')),
  mutate(random, input) {
    // Mostly with a checksum that fits, or nothing behind it would ever be looked at.
    const lines = text.decode(input).split('\n').slice(0, -1);
    const at = random.below(Math.max(1, lines.length));
    const entry = /"entry":(.*)\}$/s.exec(lines[at] ?? '')?.[1];
    if (entry === undefined) return input;
    const changed = mutateJson(random, entry, dictionary);
    try {
      lines[at] = formatTrafficLine(JSON.parse(changed)).trimEnd();
    } catch {
      lines[at] = `{"crc32":"00000000","entry":${changed}}`;
    }
    return text.encode(`${lines.join('\n')}\n`);
  },
  async run(input) {
    try {
      const { lines, notices } = await readAll([input]);
      const [first] = lines;
      expectOracle(first?.type === 'header', 'the first line is no header');
      expectOracle(notices <= 1, 'more than one notice');
      for (const line of lines)
        expectOracle(trafficLineSchema.safeParse(line).success, 'a line of no schema');
      const numbers = lines.flatMap((line) => (line.type === 'challenge' ? [line.challenge] : []));
      expectOracle(
        numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0)),
        'challenges out of order',
      );
      const known = JSON.stringify(lines);
      const elsewhere = await readAll(piecesOf(input));
      expectOracle(JSON.stringify(elsewhere.lines) === known, 'other lines when the bytes are cut elsewhere');
      const again = await readAll([text.encode(lines.map(formatTrafficLine).join(''))]);
      expectOracle(JSON.stringify(again.lines) === known, 'other lines when they are written again');
      return 'accepted';
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('RC_TRAFFIC_') !== true) throw error;
      return 'rejected';
    } finally {
      expectUnpolluted();
    }
  },
};
