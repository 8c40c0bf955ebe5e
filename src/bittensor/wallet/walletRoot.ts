import { homedir } from 'node:os';

const expandHome = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? `${home}${path.slice(1)}` : path;

/**
 * The folder of the wallets, without a slash at its end.
 * @param location.path `~` stands for the home folder; default `~/.bittensor/wallets`.
 * @param location.home the user's own home folder by default.
 */
export function walletRoot({
  path = '~/.bittensor/wallets',
  home = homedir(),
}: {
  path?: string | undefined;
  home?: string | undefined;
}): string {
  return expandHome(path, home).replace(/(?<=.)\/+$/, '');
}
