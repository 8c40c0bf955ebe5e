import { decodeSs58 } from '../../bittensor/keys/decodeSs58.ts';
import { inspectWallet } from '../../bittensor/wallet/inspectWallet.ts';
import { loadHotkeyPublic } from '../../bittensor/wallet/loadHotkeyPublic.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { supervisorError } from './errors.ts';

export interface FoundHotkey {
  /** SS58 address. */
  readonly hotkey: string;
  /** What of this machine the operator should change, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * The address for which validators sign: a given one, or that of the wallet. Only the public half is read. What lies
 * beside it and should not is told.
 * @throws RC_SUPERVISOR_NO_HOTKEY; RC_KEYS_… for an address that is none; RC_WALLET_… for a wallet that is broken
 */
export async function findHotkey(options: {
  readonly given: string | undefined;
  readonly wallet: { readonly path: string; readonly name: string; readonly hotkey: string };
  readonly home: string | undefined;
  readonly uid?: number | undefined;
}): Promise<FoundHotkey> {
  const { given, wallet, home, uid = process.getuid?.() } = options;
  const location = { path: wallet.path, wallet: wallet.name, home };
  const warnings: string[] = [];
  if (uid === 0) {
    warnings.push(
      'The miner runs as root. Strangers talk to it: give it a user of its own (docs/running.md).',
    );
  }
  const coldkeyLiesHere = await inspectWallet(location).then(
    ({ coldkeyPresent }) => coldkeyPresent,
    () => false,
  );
  if (coldkeyLiesHere) {
    warnings.push(
      `A coldkey lies in the wallet ${wallet.name}. It was not opened, and a mining host should not hold it: move it away.`,
    );
  }
  if (given !== undefined) {
    decodeSs58(given);
    return { hotkey: given, warnings };
  }
  const { address } = await loadHotkeyPublic({ ...location, hotkey: wallet.hotkey }).catch(
    (error: unknown) => {
      if (!(error instanceof RoadcrewError) || error.code !== 'RC_WALLET_FILE_MISSING') throw error;
      throw supervisorError('RC_SUPERVISOR_NO_HOTKEY', { wallet: wallet.name, name: wallet.hotkey }, error);
    },
  );
  return { hotkey: address, warnings };
}
