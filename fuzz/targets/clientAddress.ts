import { isIP } from 'node:net';
import { createAddressSet, resolveClientAddress } from '../../src/bittensor/axon/resolveClientAddress.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import type { Target } from '../harness/Target.ts';
import { text } from '../harness/text.ts';

const isTrusted = createAddressSet(['10.0.0.0/8', '127.0.0.1', 'fd00::/8', '::1']);
const plain = (address: string): string => address.replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/, '$1');
export const clientAddress: Target = {
  name: 'client-address',
  oracle: 'X-Forwarded-For: always an IP address, never one that only a stranger wrote',
  maxLength: 65_536,
  dictionary: [
    ', ',
    ',',
    '10.0.0.1',
    '::1',
    '%eth0',
    '::ffff:10.1.2.3',
    'unknown',
    '203.0.113.7',
    ':80',
    '[::1]',
    ' ',
  ],
  makeValid(random) {
    const hop = () =>
      random.pick(['203.0.113.7', '10.1.2.3', '2001:db8::1', 'fd00::2', '::ffff:10.9.9.9', '8.8.8.8']);
    const hops = Array.from({ length: random.below(5) }, hop);
    return text.encode(
      `${random.pick(['10.0.0.9', '127.0.0.1', '::1', '198.51.100.4', '::ffff:10.0.0.1'])}\n${hops.join(', ')}`,
    );
  },
  run(input) {
    const [first = '', forwarded = ''] = text.decode(input).split('\n', 2);
    // The peer comes from the kernel: it is an address. What stands in the header anybody may write.
    const peer = isIP(first) === 0 ? '10.0.0.9' : first;
    const address = resolveClientAddress(peer, forwarded, isTrusted);
    expectOracle(isIP(address) !== 0, 'the caller has no IP address');
    if (!isTrusted(plain(peer))) {
      expectOracle(address === plain(peer), 'a stranger chose an address');
      return 'accepted';
    }
    const hops = forwarded.split(',').map((hop) => plain(hop.trim()));
    const last = hops.findLastIndex((hop) => isIP(hop) === 0 || !isTrusted(hop));
    const found = hops[last] ?? '';
    const nearest = hops[last + 1] ?? plain(peer);
    expectOracle(
      address === (isIP(found) === 0 ? nearest : found),
      'not the nearest address that is no proxy of ours',
    );
    return 'accepted';
  },
};
