import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { plantedSecrets } from '../../../tests/support/plantedSecrets.ts';
import { keypairFromSeed } from '../../bittensor/keys/keypairFromSeed.ts';
import { findHotkey } from './findHotkey.ts';

const home = mkdtempSync(join(tmpdir(), 'find-hotkey-'));
afterAll(() => rmSync(home, { recursive: true }));
const { address } = keypairFromSeed(Buffer.alloc(32, 5));
const wallet = { path: home, name: 'mine', hotkey: 'default' };
const find = (given?: string, uid = 1_000) => findHotkey({ given, wallet, home, uid });

it('says that there is no hotkey', async () => {
  await expect(find()).rejects.toMatchObject({ code: 'RC_SUPERVISOR_NO_HOTKEY' });
});

it('takes a given one, and warns of root', async () => {
  expect(await find(address)).toEqual({ hotkey: address, warnings: [] });
  expect((await find(address, 0)).warnings).toEqual([expect.stringContaining('root')]);
  await expect(find('5nonsense')).rejects.toThrow();
});

it('reads the public half of the wallet’s, and warns of a coldkey that it does not open', async () => {
  mkdirSync(join(home, 'mine/hotkeys'), { recursive: true });
  writeFileSync(join(home, 'mine/hotkeys/defaultpub.txt'), JSON.stringify({ ss58Address: address }));
  writeFileSync(join(home, 'mine/coldkey'), JSON.stringify({ secretPhrase: plantedSecrets.mnemonic12 }));
  const { hotkey, warnings } = await find();
  expect(hotkey).toBe(address);
  expect(warnings).toEqual([expect.stringContaining('coldkey')]);
  expect(warnings.join()).not.toContain('winner');
});
