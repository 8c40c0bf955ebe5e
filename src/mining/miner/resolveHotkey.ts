import { loadHotkeyPublic } from '../../bittensor/wallet/loadHotkeyPublic.ts';

/**
 * The miner's SS58 address: as configured, otherwise read from the wallet. The secret half is not touched; answering
 * needs none.
 * @throws as `loadHotkeyPublic`
 */
export async function resolveHotkey(sections: {
  readonly miner: { readonly hotkey?: string | undefined };
  readonly wallet: { readonly path: string; readonly name: string; readonly hotkey: string };
}): Promise<string> {
  const { miner, wallet } = sections;
  if (miner.hotkey !== undefined) return miner.hotkey;
  const { address } = await loadHotkeyPublic({
    path: wallet.path,
    wallet: wallet.name,
    hotkey: wallet.hotkey,
  });
  return address;
}
