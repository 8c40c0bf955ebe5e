import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHotkey } from '../../bittensor/wallet/createHotkey.ts';
import { resolveHotkey } from './resolveHotkey.ts';

it('is the configured one, or the public half of the wallet’s', async () => {
  const path = await mkdtemp(join(tmpdir(), 'wallets-'));
  try {
    const wallet = { path, name: 'mining', hotkey: 'first' };
    const { keypair } = await createHotkey({ path, wallet: 'mining', hotkey: 'first' });
    expect(await resolveHotkey({ miner: {}, wallet })).toBe(keypair.address);
    await rm(join(path, 'mining', 'hotkeys', 'first'));
    expect(await resolveHotkey({ miner: {}, wallet })).toBe(keypair.address);
    expect(await resolveHotkey({ miner: { hotkey: 'mine' }, wallet })).toBe('mine');
    await expect(resolveHotkey({ miner: {}, wallet: { ...wallet, hotkey: 'none' } })).rejects.toMatchObject({
      code: 'RC_WALLET_FILE_MISSING',
    });
  } finally {
    await rm(path, { recursive: true });
  }
});
