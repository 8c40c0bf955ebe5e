import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequestHeaders } from './readRequestHeaders.ts';

const valid: Readonly<Record<string, string>> = {
  name: 'ImageSynapse',
  timeout: '9.0',
  bt_header_dendrite_hotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  bt_header_dendrite_nonce: '1795363522526004906',
  bt_header_dendrite_uuid: '6c84fb90-12c4-11e1-840d-7b25c5ee775a',
  bt_header_dendrite_version: '9012002',
  bt_header_dendrite_signature: `0x${'ab'.repeat(64)}`,
  header_size: '464',
  total_size: '14135',
  computed_body_hash: 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a',
};
const raw = (headers: Readonly<Record<string, string>>): string[] => Object.entries(headers).flat();

describe('readRequestHeaders', () => {
  it('reads a dendrite’s headers, names in any case, the nonce exactly', () => {
    const upper = raw(valid).map((text, index) => (index % 2 === 0 ? text.toUpperCase() : text));
    for (const headers of [raw(valid), upper]) {
      expect(readRequestHeaders(headers)).toEqual({
        timeout: 9,
        hotkey: valid.bt_header_dendrite_hotkey,
        nonce: 1795363522526004906n,
        uuid: valid.bt_header_dendrite_uuid,
        version: 9_012_002,
        signature: valid.bt_header_dendrite_signature,
        computedBodyHash: valid.computed_body_hash,
      });
    }
  });

  it('leaves what is absent at null and overlooks what it does not know', () => {
    expect(readRequestHeaders(['Accept', '*/*', '__proto__', 'x', 'constructor', 'y'])).toEqual({
      timeout: null,
      hotkey: null,
      nonce: null,
      uuid: null,
      version: null,
      signature: null,
      computedBodyHash: null,
    });
  });

  it.each([
    ['timeout', ['nan', 'inf', '-1', '1e400', '', '9,0', '0x9', ' 9', '9'.repeat(30)]],
    ['bt_header_dendrite_nonce', ['0', '01', '-1', '1.5', '1e18', '1_0', '9'.repeat(21), '١']],
    ['bt_header_dendrite_version', ['9.12.2', '-1', '9'.repeat(10)]],
    ['bt_header_dendrite_hotkey', ['', '0OIl', '5'.repeat(65), '5Grw vaEF']],
    ['bt_header_dendrite_uuid', ['', 'a.b', 'a b', 'a'.repeat(65)]],
    ['computed_body_hash', ['', 'A7'.repeat(32), 'a'.repeat(63)]],
    ['header_size', ['', 'x', '1.0']],
    ['total_size', ['None']],
  ] as const)('refuses a %s out of form', (name, values) => {
    for (const value of values) {
      expect(() => readRequestHeaders(raw({ ...valid, [name]: value })), value).toThrow(
        expect.objectContaining({ code: 'RC_SYNAPSE_HEADER_INVALID' }),
      );
    }
  });

  it('refuses a header that was sent twice, also with the same value', () => {
    for (const name of Object.keys(valid).filter(
      (key) => !['name', 'header_size', 'total_size'].includes(key),
    )) {
      expect(() => readRequestHeaders([...raw(valid), name.toUpperCase(), valid[name] ?? ''])).toThrow(
        expect.objectContaining({ code: 'RC_SYNAPSE_HEADER_DUPLICATE' }),
      );
    }
  });

  it('returns values in their ranges or refuses, whatever comes', () => {
    const name = fc.oneof(fc.constantFrom(...Object.keys(valid)), fc.string());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.oneof(fc.string(), fc.constantFrom(...Object.values(valid))))),
        (pairs) => {
          try {
            const headers = readRequestHeaders(pairs.flat());
            expect(headers.nonce === null || headers.nonce > 0n).toBe(true);
            expect(
              headers.timeout === null || (headers.timeout >= 0 && Number.isFinite(headers.timeout)),
            ).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^RC_SYNAPSE_HEADER_/) });
          }
        },
      ),
    );
  });
});
