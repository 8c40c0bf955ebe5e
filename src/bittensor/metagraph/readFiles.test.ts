import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keypairFromUri } from '../keys/keypairFromUri.ts';
import { readMetagraphFile } from './readMetagraphFile.ts';
import { readValidatorsFile } from './readValidatorsFile.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metagraph-'));
});
afterAll(() => rm(folder, { recursive: true }));
const write = async (text: string): Promise<string> => {
  const file = join(folder, 'file');
  await writeFile(file, text);
  return file;
};

const [first, second] = ['//First', '//Second'].map((uri) => keypairFromUri(uri).address) as [string, string];
const snapshot = (changes: object = {}, neuron: object = {}) => ({
  ...{ format: 1, netuid: 72, block: 7, at: '2026-11-01T00:00:00Z' },
  neurons: [
    { uid: 0, hotkey: first, validatorPermit: true, stake: '123456789012345678901', ...neuron },
    { uid: 1, hotkey: second, validatorPermit: false, axon: { ip: '192.0.2.1', port: 8091 } },
  ],
  ...changes,
});

describe('readMetagraphFile', () => {
  it('reads a snapshot, stakes exactly', async () => {
    const read = await readMetagraphFile(await write(JSON.stringify(snapshot())), { netuid: 72 });
    expect(read.neurons.map(({ stake }) => stake)).toEqual([123456789012345678901n, undefined]);
    expect(read.block).toBe(7);
  });

  it.each([
    ['{"format": 1', 'RC_METAGRAPH_NOT_JSON', /JSON/],
    [JSON.stringify(snapshot({ format: 2 })), 'RC_METAGRAPH_INVALID', /format/],
    [JSON.stringify(snapshot({}, { stake: 1.5 })), 'RC_METAGRAPH_INVALID', /neurons\.0\.stake/],
    [
      JSON.stringify(snapshot({}, { validatorPermit: 'yes' })),
      'RC_METAGRAPH_INVALID',
      /neurons\.0\.validatorPermit/,
    ],
    [JSON.stringify(snapshot({ owner: 'x' })), 'RC_METAGRAPH_INVALID', /owner/],
    [JSON.stringify(snapshot({ netuid: 1 })), 'RC_METAGRAPH_OTHER_SUBNET', /subnet 1, not of subnet 72/],
    [JSON.stringify(snapshot({}, { hotkey: second })), 'RC_METAGRAPH_HOTKEY_TWICE', /neurons\.1/],
    [
      JSON.stringify(snapshot({}, { hotkey: `${first.slice(0, -1)}1` })),
      'RC_METAGRAPH_HOTKEY_INVALID',
      /neurons\.0/,
    ],
    ['null', 'RC_METAGRAPH_INVALID', /the whole/],
  ])('says what is wrong with %s', async (text, code, words) => {
    const failure = readMetagraphFile(await write(text), { netuid: 72 });
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it('says that there is no file', async () => {
    await expect(readMetagraphFile(join(folder, 'none'))).rejects.toMatchObject({
      code: 'RC_METAGRAPH_UNREADABLE',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('readValidatorsFile', () => {
  const options = { netuid: 72, at: 1_767_225_600_000 };

  it('reads one address a line, past comments and empty lines', async () => {
    const file = await write(`# ours\n${first} # the large one\r\n\n   ${second}\n`);
    const { neurons, at } = await readValidatorsFile(file, options);
    expect(neurons).toEqual([
      { uid: 0, hotkey: first, validatorPermit: true },
      { uid: 1, hotkey: second, validatorPermit: true },
    ]);
    expect(at).toBe('2026-01-01T00:00:00.000Z');
  });

  it.each([
    [`${first}\nvalidator`, 'RC_METAGRAPH_HOTKEY_INVALID', /line 2/],
    [`${first}\n\n${first}`, 'RC_METAGRAPH_HOTKEY_TWICE', /line 3/],
  ])('names the line of %j', async (text, code, words) => {
    const failure = readValidatorsFile(await write(text), options);
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it('never repeats what may be a secret in the wrong file', async () => {
    const failure = readValidatorsFile(await write('0xdeadbeefdeadbeef'), options);
    await expect(failure).rejects.toMatchObject({ message: expect.not.stringContaining('deadbeef') });
  });
});
