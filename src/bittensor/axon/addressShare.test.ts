import { describe, expect, it } from 'vitest';
import { addressShare } from './addressShare.ts';

describe('addressShare', () => {
  it('takes a whole IPv6 /64 as one address, however it is written', () => {
    const written = ['2001:db8::1', '2001:db8:0:0:1::', '2001:db8:0:0:ffff:1:2:3', '2001:db8::2%eth0'];
    expect(new Set(written.map(addressShare))).toEqual(new Set(['2001:db8:0:0::/64']));
    expect(addressShare('2001:db8:0:1::1')).not.toBe(addressShare('2001:db8::1'));
  });

  it('leaves IPv4 as it is', () => {
    expect(addressShare('192.0.2.1')).toBe('192.0.2.1');
  });
});
