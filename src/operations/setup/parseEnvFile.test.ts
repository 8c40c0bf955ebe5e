import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from './parseEnvFile.ts';

const read = (text: string): Record<string, string> =>
  Object.fromEntries(parseEnvFile(text).entries.map(({ name, value }) => [name, value]));

describe('parseEnvFile', () => {
  it('reads what a shell would', () => {
    const text = [
      '\ufeff# StreetVision',
      '',
      'NETUID=72                    # 323 for testnet',
      "export  WALLET_NAME='my wallet'",
      'WALLET_HOTKEY="a \\"b\\" \\$c"  # comment',
      'EMPTY=',
      'ONLY_COMMENT= # nothing',
      'URL=wss://entrypoint-finney.opentensor.ai:443/#x',
      '  MINER_AXON_PORT=8091  ',
    ].join('\r\n');
    expect(parseEnvFile(text).problems).toEqual([]);
    expect(read(text)).toEqual({
      NETUID: '72',
      WALLET_NAME: 'my wallet',
      WALLET_HOTKEY: 'a "b" $c',
      EMPTY: '',
      ONLY_COMMENT: '',
      URL: 'wss://entrypoint-finney.opentensor.ai:443/#x',
      MINER_AXON_PORT: '8091',
    });
  });

  it.each([
    ['WALLET_NAME', 'it is not NAME=value'],
    ['WALLET NAME=x', 'it is not NAME=value'],
    ['NAME = x', 'it is not NAME=value'],
    ['1A=x', 'it is not NAME=value'],
    ['source miner.env', 'it is not NAME=value'],
    ['A=b c', 'it has a space outside quotes'],
    ["A='b", 'its quote does not end, or more follows it'],
    ['A="b" c', 'its quote does not end, or more follows it'],
    ['A="b\\"', 'its quote does not end, or more follows it'],
    ['A=$HOME/x', 'it uses $ or `, which are not expanded here'],
    ['A="`rm -rf /`"', 'it uses $ or `, which are not expanded here'],
    ['A=b;c', 'it has a sign of the shell outside quotes'],
    ['A=b"c"', 'it has a sign of the shell outside quotes'],
  ])('names the line of %j', (line, problem) => {
    expect(parseEnvFile(`OK=1\n\n${line}\nALSO=2`)).toEqual({
      entries: [
        { name: 'OK', value: '1', line: 1 },
        { name: 'ALSO', value: '2', line: 4 },
      ],
      problems: [{ line: 3, problem }],
    });
  });

  it('gives back every value that was quoted, with any ends of lines and comments', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !/[\r\n]/.test(value));
    const quoted = fc.oneof(
      text.filter((value) => !value.includes("'")).map((value) => [value, `'${value}'`] as const),
      text.map((value) => [value, `"${value.replace(/[\\"$`]/g, '\\$&')}"`] as const),
    );
    const name = fc.constantFrom('A', 'WALLET_NAME', '_x1');
    const line = fc.record({
      name,
      value: quoted,
      before: fc.constantFrom('', 'export ', '  ', '\t'),
      after: fc.constantFrom('', ' ', ' # it', '\t#'),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const file = lines.map(
          ({ before, name: key, value: [, written], after }) => `${before}${key}=${written}${after}`,
        );
        const { entries, problems } = parseEnvFile(file.join(end));
        const read = entries.map(({ name: key, value }) => [key, value]);
        const written = lines.map(({ name: key, value: [value] }) => [key, value]);
        return problems.length === 0 && isDeepStrictEqual(read, written);
      }),
    );
  });

  it('has an entry, a problem or nothing for every line of anything, and repeats no problem’s text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { entries, problems } = parseEnvFile(text);
        const lines = [...entries, ...problems].map(({ line }) => line);
        return (
          new Set(lines).size === lines.length &&
          lines.length <= text.split(/\r\n|\n|\r/).length &&
          problems.every(({ problem }) => problem.startsWith('it'))
        );
      }),
    );
  });
});
