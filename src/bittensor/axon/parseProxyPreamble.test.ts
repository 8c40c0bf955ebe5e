import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProxyPreamble } from './parseProxyPreamble.ts';

const v2 = (command: number, family: number, address: number[]): Buffer => {
  const header = Buffer.from('0d0a0d0a000d0a515549540a00000000', 'hex');
  header.writeUInt8(command, 12);
  header.writeUInt8(family, 13);
  header.writeUInt16BE(address.length, 14);
  return Buffer.concat([header, Buffer.from(address)]);
};
const ipv6 = [0x20, 0x01, 0x0d, 0xb8, ...Array.from({ length: 11 }, () => 0), 1];

const valid: readonly (readonly [string, Buffer, string | null])[] = [
  ['1, IPv4', Buffer.from('PROXY TCP4 192.0.2.1 192.0.2.2 1 65535\r\n'), '192.0.2.1'],
  ['1, IPv6', Buffer.from('PROXY TCP6 2001:db8::1 ::1 1 2\r\n'), '2001:db8::1'],
  ['1, unknown', Buffer.from('PROXY UNKNOWN\r\n'), null],
  ['2, IPv4', v2(0x21, 0x11, [192, 0, 2, 1, 192, 0, 2, 2, 0, 1, 0, 2]), '192.0.2.1'],
  ['2, IPv6', v2(0x21, 0x21, [...ipv6, ...ipv6, 0, 1, 0, 2]), '2001:db8:0:0:0:0:0:1'],
  ['2, with extensions', v2(0x21, 0x11, [192, 0, 2, 1, 192, 0, 2, 2, 0, 1, 0, 2, 3, 0, 1, 9]), '192.0.2.1'],
  ['2, local', v2(0x20, 0x00, []), null],
];

describe('parseProxyPreamble', () => {
  it.each(valid)('version %s, whole, cut anywhere, and with a request behind it', (_name, bytes, source) => {
    const complete = { status: 'complete', length: bytes.length, source };
    expect(parseProxyPreamble(bytes)).toEqual(complete);
    expect(parseProxyPreamble(Buffer.concat([bytes, Buffer.from('POST / HTTP/1.1\r\n')]))).toEqual(complete);
    for (let end = 0; end < bytes.length; end += 1) {
      expect(parseProxyPreamble(bytes.subarray(0, end)).status, `${end} bytes`).toBe('incomplete');
    }
  });

  it.each([
    'GET / HTTP/1.1\r\n',
    'PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n',
    'PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n',
    'PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n',
    'PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n',
    'PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n',
    'PROXY TCP6 x]@evil ::1 1 2\r\n',
    'PROXY\r\n',
    `PROXY TCP4 ${'1'.repeat(200)}`,
  ])('refuses %j', (text) => {
    expect(parseProxyPreamble(Buffer.from(text)).status).toBe('invalid');
  });

  it('refuses a version 2 header of another version, family or absurd length', () => {
    expect(parseProxyPreamble(v2(0x11, 0x11, [])).status).toBe('invalid');
    expect(
      parseProxyPreamble(
        v2(
          0x21,
          0x31,
          Array.from({ length: 216 }, () => 1),
        ),
      ).status,
    ).toBe('invalid');
    expect(parseProxyPreamble(v2(0x21, 0x11, [1, 2, 3])).status).toBe('invalid');
    expect(
      parseProxyPreamble(
        v2(
          0x21,
          0x11,
          Array.from({ length: 2000 }, () => 0),
        ),
      ).status,
    ).toBe('invalid');
  });

  it('decides within 1,040 bytes, whatever comes', () => {
    const starts = fc.constantFrom(
      Buffer.from('PROXY '),
      v2(0x21, 0x11, []).subarray(0, 12),
      Buffer.alloc(0),
    );
    fc.assert(
      fc.property(starts, fc.uint8Array({ minLength: 1040, maxLength: 1100 }), (start, rest) => {
        expect(parseProxyPreamble(Buffer.concat([start, rest])).status).not.toBe('incomplete');
      }),
    );
  });
});
