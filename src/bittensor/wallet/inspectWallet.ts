import { readdir } from 'node:fs/promises';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { encryptionOf, type KeyfileEncryption } from './encryptionOf.ts';
import { walletError } from './errors.ts';
import { nameProblem } from './nameProblem.ts';
import { parseKeyfile } from './parseKeyfile.ts';
import { pathExists } from './pathExists.ts';
import { readWalletFile } from './readWalletFile.ts';
import { PUBLIC_SUFFIX, type WalletLocation, walletPaths } from './walletPaths.ts';

/** Something to mend, as an error would say it. */
export interface WalletProblem {
  code: string;
  message: string;
  hint: string;
}

/** One keyfile. */
export interface KeyfileReport {
  path: string;
  /** `null` when it cannot be known without a password, or at all. */
  address: string | null;
  /** `null` when the file cannot be read. */
  encryption: KeyfileEncryption | null;
  /** Permission bits in octal, e.g. `600`. */
  mode: string | null;
  holdsSecret: boolean | null;
  problem: WalletProblem | null;
}

/** A hotkey: its two files, either of which may be missing. */
export interface HotkeyReport {
  name: string;
  address: string | null;
  secretFile: KeyfileReport | null;
  publicFile: KeyfileReport | null;
  problems: WalletProblem[];
}

/** A wallet folder. */
export interface WalletReport {
  name: string;
  path: string;
  coldkeypub: KeyfileReport | null;
  /** Told by the folder alone: the file is never opened. */
  coldkeyPresent: boolean;
  hotkeys: HotkeyReport[];
}

const toProblem = ({ code, message, hint }: RoadcrewError): WalletProblem => ({ code, message, hint });

const reportFile = async (path: string, folder: string): Promise<KeyfileReport | null> => {
  const report: KeyfileReport = {
    path,
    address: null,
    encryption: null,
    mode: null,
    holdsSecret: null,
    problem: null,
  };
  try {
    const { data, mode } = await readWalletFile(path, folder);
    report.mode = mode.toString(8).padStart(3, '0');
    report.encryption = encryptionOf(data);
    if (report.encryption !== 'none') return report;
    const { address, secret } = parseKeyfile(data, path);
    report.address = address;
    report.holdsSecret = secret !== null;
    if (secret !== null && (mode & 0o077) !== 0) {
      report.problem = toProblem(walletError('RC_WALLET_FILE_MODE', { path, mode: report.mode }));
    }
  } catch (error) {
    if (!(error instanceof RoadcrewError)) throw error;
    if (error.code === 'RC_WALLET_FILE_MISSING') return null;
    report.problem = toProblem(error);
  }
  return report;
};

const pairProblem = (secret: KeyfileReport | null, open: KeyfileReport | null): WalletProblem[] => {
  if (!secret?.address || !open?.address || secret.address === open.address) return [];
  const reason = `${open.path} is of another key`;
  return [toProblem(walletError('RC_WALLET_KEY_MISMATCH', { path: secret.path, reason }))];
};

const hotkeyNames = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder).catch(() => []);
  const names = entries
    .filter((entry) => !entry.startsWith('.'))
    .map((entry) => (entry.endsWith(PUBLIC_SUFFIX) ? entry.slice(0, -PUBLIC_SUFFIX.length) : entry));
  return [...new Set(names)].filter((name) => nameProblem(name) === null).sort();
};

/**
 * Looks through one wallet without any password: addresses, encryption, rights, and whether the parts of each
 * unencrypted keyfile belong together. What is wrong with one file is reported, not thrown.
 * @throws RC_WALLET_FOLDER_MISSING, RC_WALLET_NAME_INVALID
 */
export async function inspectWallet(location: WalletLocation = {}): Promise<WalletReport> {
  const paths = walletPaths(location);
  if (!(await pathExists(paths.folder)))
    throw walletError('RC_WALLET_FOLDER_MISSING', { path: paths.folder });
  const hotkeys: HotkeyReport[] = [];
  for (const name of await hotkeyNames(paths.hotkeys)) {
    const secretFile = await reportFile(paths.hotkey(name), paths.hotkeys);
    const publicFile = await reportFile(paths.hotkeypub(name), paths.hotkeys);
    const problems = [secretFile?.problem, publicFile?.problem].filter((problem) => problem != null);
    problems.push(...pairProblem(secretFile, publicFile));
    const address = secretFile?.address ?? publicFile?.address ?? null;
    hotkeys.push({ name, address, secretFile, publicFile, problems });
  }
  return {
    name: location.wallet ?? 'default',
    path: paths.folder,
    coldkeypub: await reportFile(paths.coldkeypub, paths.folder),
    coldkeyPresent: await pathExists(paths.coldkey),
    hotkeys,
  };
}
