import { z } from 'zod';
import {
  inspectWallet,
  type KeyfileReport,
  type WalletProblem,
  type WalletReport,
} from '../../../bittensor/wallet/inspectWallet.ts';
import { defineCommand } from '../../command.ts';
import { walletLocation } from './walletLocation.ts';

const ENCRYPTION = {
  none: 'not encrypted',
  nacl: 'encrypted',
  ansible: 'encrypted (old format)',
  fernet: 'encrypted (very old format)',
};

const describeFile = (file: KeyfileReport): string => {
  const facts = [
    ...(file.mode === null ? [] : [`mode ${file.mode}`]),
    ...(file.encryption === null ? [] : [ENCRYPTION[file.encryption]]),
    ...(file.holdsSecret === null ? [] : [file.holdsSecret ? 'secret key' : 'public key']),
  ];
  return `  ${file.path}: ${facts.join(', ') || 'not readable'}`;
};

const describeProblem = ({ code, message, hint }: WalletProblem): string =>
  `  ! ${code}: ${message}\n    ${hint}`;

const describe = ({ name, path, coldkeypub, coldkeyPresent, hotkeys }: WalletReport): string => {
  const coldkeyProblem = coldkeypub?.problem ?? null;
  return [
    `wallet ${name} in ${path}`,
    `coldkey ${coldkeypub?.address ?? '(no public half)'}`,
    ...(coldkeypub ? [describeFile(coldkeypub)] : []),
    ...(coldkeyProblem ? [describeProblem(coldkeyProblem)] : []),
    ...(coldkeyPresent
      ? ['  A coldkey file lies here too. It was not opened; a mining host should not hold it.']
      : []),
    ...hotkeys.flatMap(({ name: hotkey, address, secretFile, publicFile, problems }) => [
      `hotkey ${hotkey} ${address ?? '(address unknown without its password)'}`,
      ...[secretFile, publicFile].filter((file) => file !== null).map(describeFile),
      ...problems.map(describeProblem),
    ]),
  ].join('\n');
};

export const walletInspect = defineCommand({
  input: z.strictObject({}),
  async run(_, context) {
    const report = await inspectWallet(await walletLocation(context));
    return { json: { ...report }, text: describe(report) };
  },
});
