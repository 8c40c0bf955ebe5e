import { z } from 'zod';
import type { HotkeyReport, WalletReport } from '../../../bittensor/wallet/inspectWallet.ts';
import { listWallets } from '../../../bittensor/wallet/listWallets.ts';
import { defineCommand } from '../../command.ts';
import { walletLocation } from './walletLocation.ts';

const describeHotkey = ({ name, address, secretFile, problems }: HotkeyReport): string => {
  const notes = [
    ...(secretFile === null ? ['public half only'] : []),
    ...(secretFile?.encryption === 'none' || !secretFile?.encryption ? [] : ['encrypted']),
    ...problems.map(({ code }) => code),
  ];
  return `  ${name}  ${address ?? '(address unknown)'}${notes.length > 0 ? `  (${notes.join(', ')})` : ''}`;
};

const describeWallet = ({ name, coldkeypub, coldkeyPresent, hotkeys }: WalletReport): string =>
  [
    `${name}  ${coldkeypub?.address ?? '(no coldkey address)'}`,
    ...(coldkeyPresent ? ['  a coldkey file lies here; a mining host should not hold it'] : []),
    ...hotkeys.map(describeHotkey),
  ].join('\n');

export const walletList = defineCommand({
  input: z.strictObject({}),
  async run(_, context) {
    const { path, home } = await walletLocation(context);
    const reports = await listWallets({ path, home });
    const wallets = reports.map(({ name, path: folder, coldkeypub, coldkeyPresent, hotkeys }) => ({
      name,
      path: folder,
      coldkey: coldkeypub?.address ?? null,
      coldkeyPresent,
      hotkeys: hotkeys.map(({ name: hotkey, address, secretFile, problems }) => ({
        name: hotkey,
        address,
        encrypted: secretFile === null ? null : secretFile.encryption !== 'none',
        problems: problems.map(({ code }) => code),
      })),
    }));
    return { json: { wallets }, text: reports.map(describeWallet).join('\n') || `No wallets in ${path}.` };
  },
});
