import { walletError } from './errors.ts';
import { nameProblem } from './nameProblem.ts';
import { walletRoot } from './walletRoot.ts';

/** Where a wallet is. */
export interface WalletLocation {
  /** Folder of the wallets; `~` stands for the home folder. Default `~/.bittensor/wallets`. */
  path?: string | undefined;
  /** Default `default`. */
  wallet?: string | undefined;
  /** The home folder; the user's own by default. */
  home?: string | undefined;
}

/** The files of one wallet, as bittensor-wallet lays them out. */
export interface WalletPaths {
  root: string;
  folder: string;
  coldkey: string;
  coldkeypub: string;
  hotkeys: string;
  hotkey(name: string): string;
  hotkeypub(name: string): string;
}

/** What the name of a hotkey's public half ends in. */
export const PUBLIC_SUFFIX = 'pub.txt';

/** @throws RC_WALLET_NAME_INVALID */
const checked = (kind: 'wallet' | 'hotkey', name: string): string => {
  const reason = nameProblem(name);
  if (reason !== null) throw walletError('RC_WALLET_NAME_INVALID', { kind, reason });
  return name;
};

/**
 * The paths of a wallet. They are joined, not normalised: the names of password variables are made from them, and
 * have to be those of the Rust wallet.
 * @throws RC_WALLET_NAME_INVALID, also from `hotkey` and `hotkeypub`
 */
export function walletPaths(location: WalletLocation = {}): WalletPaths {
  const root = walletRoot(location);
  const folder = `${root}/${checked('wallet', location.wallet ?? 'default')}`;
  const hotkeys = `${folder}/hotkeys`;
  return {
    root,
    folder,
    coldkey: `${folder}/coldkey`,
    coldkeypub: `${folder}/coldkeypub.txt`,
    hotkeys,
    hotkey: (name) => `${hotkeys}/${checked('hotkey', name)}`,
    hotkeypub: (name) => `${hotkeys}/${checked('hotkey', name)}${PUBLIC_SUFFIX}`,
  };
}
