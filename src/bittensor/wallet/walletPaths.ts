import { homedir } from 'node:os';
import { walletError } from './errors.ts';

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

const PUBLIC_SUFFIX = 'pub.txt';

const problemOf = (name: string): string | null => {
  if (name === '') return 'it is empty';
  if (Buffer.byteLength(name) > 200) return 'it is longer than 200 bytes';
  if (/^\.+$/.test(name)) return 'it is made of dots alone';
  if (/[/\\]/.test(name)) return 'it holds a slash';
  if (/\p{Cc}/u.test(name)) return 'it holds a control character';
  if (name.endsWith(PUBLIC_SUFFIX)) return `it ends in ${PUBLIC_SUFFIX}, like the public halves of keys`;
  return null;
};

/** @throws RC_WALLET_NAME_INVALID */
const checked = (kind: 'wallet' | 'hotkey', name: string): string => {
  const reason = problemOf(name);
  if (reason !== null) throw walletError('RC_WALLET_NAME_INVALID', { kind, reason });
  return name;
};

/** True for a name that a wallet or a hotkey may have. */
export const isWalletName = (name: string): boolean => problemOf(name) === null;

const expandHome = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? `${home}${path.slice(1)}` : path;

/** The folder of the wallets, without a slash at its end. */
export const walletRoot = ({ path = '~/.bittensor/wallets', home = homedir() }: WalletLocation): string =>
  expandHome(path, home).replace(/(?<=.)\/+$/, '');

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
