import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { type RequestHeaders, readRequestHeaders } from '../../src/bittensor/synapse/readRequestHeaders.ts';
import { createTerminal } from '../../src/bittensor/synapse/terminal.ts';
import { writeRequestHeaders } from '../../src/bittensor/synapse/writeRequestHeaders.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { headerLines } from '../harness/headerLines.ts';
import type { Target } from '../harness/Target.ts';
import { exampleHeaders } from './exampleHeaders.ts';

const synapse = defineSynapse('Example', {});

/** Each value against the range that `RequestHeaders` states. */
const ranges: { [Name in keyof RequestHeaders]: (value: NonNullable<RequestHeaders[Name]>) => boolean } = {
  timeout: (value) => value >= 0 && value <= 1e9,
  hotkey: (value) => value.length >= 1 && value.length <= 64 && /^[1-9A-HJ-NP-Za-km-z]*$/.test(value),
  nonce: (value) => value > 0n && value < 10n ** 20n,
  uuid: (value) => value.length >= 1 && value.length <= 64 && /^[\dA-Za-z-]*$/.test(value),
  version: (value) => Number.isInteger(value) && value >= 0 && value <= 999_999_999,
  signature: (value) => value.length <= 132 && /^[\dA-Za-z]*$/.test(value),
  computedBodyHash: (value) => /^[\da-f]{64}$/.test(value),
};
const names: ReadonlyMap<string, keyof RequestHeaders> = new Map([
  ['timeout', 'timeout'],
  ['bt_header_dendrite_hotkey', 'hotkey'],
  ['bt_header_dendrite_nonce', 'nonce'],
  ['bt_header_dendrite_uuid', 'uuid'],
  ['bt_header_dendrite_version', 'version'],
  ['bt_header_dendrite_signature', 'signature'],
  ['computed_body_hash', 'computedBodyHash'],
]);

const inRange = <Name extends keyof RequestHeaders>(name: Name, headers: RequestHeaders): boolean => {
  const value = headers[name];
  return value === null || ranges[name](value);
};

/** Writes what was read as a dendrite would. */
const write = (headers: RequestHeaders): string[] =>
  writeRequestHeaders(
    synapse,
    {
      timeout: headers.timeout ?? 0,
      totalSize: 0n,
      axon: createTerminal(),
      dendrite: createTerminal({
        hotkey: headers.hotkey,
        nonce: headers.nonce,
        uuid: headers.uuid,
        version: headers.version === null ? null : BigInt(headers.version),
        signature: headers.signature,
      }),
    },
    { headerSize: 0n, computedBodyHash: headers.computedBodyHash ?? '0'.repeat(64) },
  ).flat();

export const headers: Target = {
  name: 'headers',
  oracle:
    'accepted only with every value in its stated range and sent once; writing and reading again changes nothing',
  maxLength: 65_536,
  dictionary: [
    ...names.keys(),
    ': ',
    '\n',
    'header_size',
    'total_size',
    '0x',
    'e99',
    '9.0',
    '1e9',
    '-',
    'name',
  ],
  makeValid: exampleHeaders,
  run(input) {
    const raw = headerLines.read(input);
    const read = readRequestHeaders(raw);
    for (const [wireName, name] of names) {
      const sent = raw.filter((entry, index) => index % 2 === 0 && entry.toLowerCase() === wireName).length;
      expectOracle(sent <= 1, `${wireName} was sent ${sent} times`);
      expectOracle((sent === 1) === (read[name] !== null), `${wireName} appears from nowhere or is lost`);
      expectOracle(inRange(name, read), `${wireName} is out of its range`);
    }
    const again = readRequestHeaders(write(read));
    for (const name of names.values()) {
      const same = read[name] === null || again[name] === read[name];
      expectOracle(same, `${name} changes when it is written and read again`);
    }
    return 'accepted';
  },
};
