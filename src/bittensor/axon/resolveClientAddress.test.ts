import { describe, expect, it } from 'vitest';
import { createAddressSet, plainAddress, resolveClientAddress } from './resolveClientAddress.ts';

const trusted = createAddressSet(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

describe('resolveClientAddress', () => {
  it.each([
    ['198.51.100.7', '6.6.6.6', '198.51.100.7', 'a stranger invents what it likes'],
    ['10.0.0.1', undefined, '10.0.0.1', 'a proxy that says nothing'],
    ['10.0.0.1', '198.51.100.7', '198.51.100.7', 'one proxy'],
    ['::ffff:10.0.0.1', '6.6.6.6, 198.51.100.7, 192.0.2.1', '198.51.100.7', 'two proxies, and an invention'],
    ['10.0.0.1', '198.51.100.7, nonsense', '10.0.0.1', 'what is no address'],
    ['fd00::1', '2001:db8::1', '2001:db8::1', 'IPv6'],
    ['10.0.0.1', '10.0.0.2, 10.0.0.3', '10.0.0.2', 'nothing but proxies'],
  ])('%s forwarding for %s is %s: %s', (peer, forwardedFor, expected, _why) => {
    expect(resolveClientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });

  it('knows IPv4 by its plain name', () => {
    expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(plainAddress('::ffff:zzz')).toBe('::ffff:zzz');
    expect(plainAddress('2001:db8::1')).toBe('2001:db8::1');
  });

  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', 'fd00::/129', '10.0.0.0/8/8x'])(
    'refuses %j as an address',
    (value) => {
      expect(() => createAddressSet([value])).toThrow(
        expect.objectContaining({ code: 'RC_AXON_TRUSTED_PROXY_INVALID' }),
      );
    },
  );
});
