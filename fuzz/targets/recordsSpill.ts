import { crc32 } from 'node:zlib';
import { parseRecord } from '../../src/records/keeper/parseEntries.ts';
import { createSpillDecoder } from '../../src/records/spill/createSpillDecoder.ts';
import { makeRecord } from '../../tests/records/makeRecord.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { expectUnpolluted } from '../harness/expectUnpolluted.ts';
import { mutateJson } from '../harness/mutateJson.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

const dictionary = [
  '\n',
  ' ',
  '00000000 ',
  '00000000 \n',
  '"stages":[]',
  '"outcome":"evidence"',
  '"probability":1e999',
  '__proto__',
  'null',
  '-1',
];

const line = (json: string): string => `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
const record = (random: Random): string =>
  JSON.stringify(makeRecord({ id: '019a0c1e-0000-7000-8000-000000000000', at: random.uint32() }));

/** Line by line, and with another implementation of CRC-32 (ISO 3309, bit by bit). */
function reference(input: Uint8Array): {
  readonly found: string[];
  readonly damaged: number;
  readonly torn: boolean;
} {
  const source = Buffer.from(input);
  const found: string[] = [];
  let damaged = 0;
  let start = 0;
  for (let end = source.indexOf('\n'); end !== -1; end = source.indexOf('\n', start)) {
    // As text, since that is what becomes a record: bytes that are no UTF-8 are U+FFFD on both sides.
    const content = source.toString('utf8', start, end);
    let crc = 0xffffffff;
    for (const byte of Buffer.from(content.slice(9))) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    const checksum = ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
    if (content.startsWith(`${checksum} `)) found.push(content.slice(9));
    else damaged += 1;
    start = end + 1;
  }
  return { found, damaged, torn: start < source.length };
}

export const recordsSpill: Target = {
  name: 'records-spill',
  oracle:
    'the same lines as a second reader, however the file is cut; a record or a reason of each, never an exception',
  maxLength: 65_536,
  dictionary,
  makeValid: (random) =>
    text.encode(Array.from({ length: 1 + random.below(4) }, () => line(record(random))).join('')),
  // Mostly with the right checksum, or nothing behind it would ever be looked at.
  mutate: (random) => text.encode(line(mutateJson(random, record(random), dictionary).replaceAll('\n', ' '))),
  run(input) {
    const expected = reference(input);
    for (const size of [input.length + 1, 7]) {
      const decoder = createSpillDecoder();
      const found: string[] = [];
      for (let start = 0; start < input.length; start += size) {
        found.push(...decoder.push(input.subarray(start, start + size)));
      }
      const faults = decoder.end();
      expectOracle(
        JSON.stringify(found) === JSON.stringify(expected.found),
        `other lines in pieces of ${size}`,
      );
      expectOracle(faults.damaged === expected.damaged, 'another count of damaged lines');
      expectOracle(faults.torn === expected.torn, 'another opinion on whether it is torn');
    }
    const records = expected.found.map(parseRecord);
    expectUnpolluted();
    for (const parsed of records) {
      if (typeof parsed === 'string') continue;
      const again = parseRecord(JSON.stringify(parsed));
      expectOracle(
        typeof again !== 'string' && JSON.stringify(again) === JSON.stringify(parsed),
        'a record that does not survive being written again',
      );
    }
    const isWhole = !expected.torn && expected.damaged === 0 && records.length > 0;
    return isWhole && records.every((parsed) => typeof parsed !== 'string') ? 'accepted' : 'rejected';
  },
};
