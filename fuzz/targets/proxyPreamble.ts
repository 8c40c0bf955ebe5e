import { isIP } from 'node:net';
import { parseProxyPreamble } from '../../src/bittensor/axon/parseProxyPreamble.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { WrongVerdict } from '../harness/WrongVerdict.ts';

const signatureV2 = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
const request = Buffer.from('POST /Example HTTP/1.1\r\nHost: a\r\n\r\n');

const quad = (random: Random): string => [...random.bytes(4)].join('.');
const hextets = (random: Random): string =>
  Array.from({ length: 8 }, () => random.below(65_536).toString(16)).join(':');

const version1 = (random: Random): Buffer => {
  const ports = `${random.below(65_536)} ${random.below(65_536)}`;
  const line = random.pick([
    `PROXY TCP4 ${quad(random)} ${quad(random)} ${ports}`,
    `PROXY TCP6 ${hextets(random)} ::1 ${ports}`,
    'PROXY UNKNOWN',
    `PROXY UNKNOWN ${hextets(random)} ${hextets(random)} ${ports}`,
  ]);
  return Buffer.from(`${line}\r\n`);
};

const version2 = (random: Random): Buffer => {
  const [family, addresses] = random.pick([
    [0x11, 12],
    [0x21, 36],
  ] as const);
  const extension = Buffer.from(random.bytes(random.chance(0.3) ? random.below(40) : 0));
  const payload = Buffer.concat([random.bytes(addresses), extension]);
  const head = Buffer.concat([signatureV2, Buffer.of(random.chance(0.1) ? 0x20 : 0x21, family, 0, 0)]);
  head.writeUInt16BE(payload.length, 14);
  return Buffer.concat([head, payload]);
};

export const proxyPreamble: Target = {
  name: 'proxy-preamble',
  oracle:
    'a complete preamble names an IP address or nobody, is incomplete at every cut before its end, and bounded',
  maxLength: 4096,
  dictionary: [
    'PROXY ',
    'TCP4',
    'TCP6',
    'UNKNOWN',
    '\r\n',
    '127.0.0.1',
    '::',
    '::ffff:1.2.3.4',
    '%eth0',
    '999',
    '65536',
  ],
  makeValid: (random) =>
    Buffer.concat([
      random.chance(0.5) ? version1(random) : version2(random),
      random.chance(0.5) ? request : Buffer.alloc(0),
    ]),
  run(input) {
    const bytes = Buffer.from(input);
    const preamble = parseProxyPreamble(bytes);
    if (preamble.status === 'invalid') return 'rejected';
    if (preamble.status === 'incomplete') {
      if (bytes.length > 1040)
        throw new WrongVerdict('still undecided after more bytes than any preamble has');
      return 'rejected';
    }
    const { length, source } = preamble;
    expectOracle(length > 0 && length <= bytes.length, 'the preamble is longer than what arrived');
    expectOracle(source === null || isIP(source) !== 0, 'the source is no IP address');
    const text = source === null ? '' : source;
    const written = bytes.toString('latin1', 0, length);
    expectOracle(!written.startsWith('PROXY') || written.includes(text), 'the source was not written there');
    // However the bytes are cut into packets, the answer is the same.
    for (const cut of [1, 6, 11, 16, length - 2, length - 1]) {
      if (cut >= length || cut < 0) continue;
      const early = parseProxyPreamble(bytes.subarray(0, cut)).status;
      expectOracle(
        early === 'incomplete',
        `${early} after ${cut < 16 ? cut : 'too few'} bytes, complete later`,
      );
    }
    const more = parseProxyPreamble(Buffer.concat([bytes.subarray(0, length), Buffer.from('\r\nPROXY ')]));
    const same = more.status === 'complete' && more.length === length && more.source === source;
    expectOracle(same, 'what follows the preamble changes it');
    return 'accepted';
  },
};
