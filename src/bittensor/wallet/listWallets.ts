import { readdir, stat } from 'node:fs/promises';
import { walletError } from './errors.ts';
import { inspectWallet, type WalletReport } from './inspectWallet.ts';
import { nameProblem } from './nameProblem.ts';
import type { WalletLocation } from './walletPaths.ts';
import { walletRoot } from './walletRoot.ts';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );

const isWallet = ({ coldkeypub, coldkeyPresent, hotkeys }: WalletReport): boolean =>
  coldkeypub !== null || coldkeyPresent || hotkeys.length > 0;

/**
 * Looks through every wallet of a folder, in the order of their names.
 * @throws RC_WALLET_FOLDER_MISSING
 */
export async function listWallets({
  path,
  home,
}: Omit<WalletLocation, 'wallet'> = {}): Promise<WalletReport[]> {
  const root = walletRoot({ path, home });
  const entries = await readdir(root).catch((error: unknown) => {
    throw walletError('RC_WALLET_FOLDER_MISSING', { path: root }, error);
  });
  const reports: WalletReport[] = [];
  for (const wallet of entries.filter((name) => nameProblem(name) === null).sort()) {
    if (await isFolder(`${root}/${wallet}`)) reports.push(await inspectWallet({ path, home, wallet }));
  }
  return reports.filter(isWallet);
}
