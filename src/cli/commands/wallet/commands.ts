import type { CommandGroup, OptionRow } from '../../command.ts';

const path: OptionRow = {
  flags: '--path <folder>',
  summary: 'folder of the wallets (default: ~/.bittensor/wallets)',
  completion: 'folder',
  config: 'wallet.path',
};
const name: OptionRow = {
  flags: '--name <wallet>',
  summary: 'name of the wallet (default: default)',
  completion: 'none',
  config: 'wallet.name',
};
const hotkey: OptionRow = {
  flags: '--hotkey <name>',
  summary: 'name of the hotkey (default: default)',
  completion: 'none',
  config: 'wallet.hotkey',
};
const passwordFile: OptionRow = {
  flags: '--password-file <file>',
  summary: 'file with the password of an encrypted hotkey (else BT_PW_…, else it is asked for)',
  completion: 'file',
};
const message: OptionRow = {
  flags: '--message <text>',
  summary: 'the message, taken as UTF-8',
  completion: 'none',
};
const stdin: OptionRow = { flags: '--stdin', summary: 'take the message from standard input, byte for byte' };

export const walletCommands: CommandGroup = {
  name: 'wallet',
  summary: 'Lists, checks and creates wallets, signs and verifies',
  commands: [
    {
      name: 'list',
      summary: 'Lists the wallets of a folder and their hotkeys',
      options: [path],
      examples: [
        { line: 'roadcrew wallet list', does: 'the wallets of this user' },
        { line: 'roadcrew wallet list --path /keys --json', does: 'another folder, for programs' },
      ],
      load: async () => (await import('./walletList.ts')).walletList,
    },
    {
      name: 'inspect',
      summary: 'Checks the files of one wallet: rights, encryption, keys that belong together',
      options: [path, name],
      examples: [{ line: 'roadcrew wallet inspect --name miner', does: 'what is in it and what is wrong' }],
      load: async () => (await import('./walletInspect.ts')).walletInspect,
    },
    {
      name: 'create-hotkey',
      summary: 'Creates a hotkey with a new mnemonic',
      options: [
        path,
        name,
        hotkey,
        {
          flags: '--words <count>',
          summary: 'length of the mnemonic (default: 12)',
          choices: ['12', '15', '18', '21', '24'],
        },
        { flags: '--encrypt', summary: 'encrypt the file with a password (BT_PW_…, or it is asked for)' },
        {
          flags: '--password-file <file>',
          summary: 'encrypt it with the password in this file',
          completion: 'file',
        },
        { flags: '--overwrite', summary: 'replace an existing hotkey, whose secret is lost then' },
        { flags: '--omit-crypto-type', summary: 'write no cryptoType, as wallets before 4.1' },
        { flags: '--show-mnemonic', summary: 'print the mnemonic (it is in the file in any case)' },
      ],
      examples: [
        {
          line: 'roadcrew wallet create-hotkey --name miner --hotkey m1',
          does: 'a hotkey that starts unattended',
        },
        { line: 'roadcrew wallet create-hotkey --hotkey m2 --encrypt', does: 'one that needs a password' },
      ],
      load: async () => (await import('./walletCreateHotkey.ts')).walletCreateHotkey,
    },
    {
      name: 'sign',
      summary: 'Signs a message with the hotkey',
      options: [path, name, hotkey, message, stdin, passwordFile],
      examples: [
        { line: 'roadcrew wallet sign --message 1700000000', does: 'a signature as 0x and 128 hex digits' },
        { line: 'roadcrew wallet sign --hotkey m1 --stdin < file', does: 'over the bytes of a file' },
      ],
      load: async () => (await import('./walletSign.ts')).walletSign,
    },
    {
      name: 'verify',
      summary: 'Verifies a signature; exits with 1 when it is wrong',
      options: [
        path,
        name,
        hotkey,
        { flags: '--address <ss58>', summary: 'the signer (default: the hotkey)', completion: 'none' },
        { flags: '--signature <hex>', summary: '0x and 128 hex digits', completion: 'none' },
        message,
        stdin,
      ],
      examples: [
        {
          line: 'roadcrew wallet verify --address 5F… --signature 0x… --message 1700000000',
          does: 'whether 5F… signed that',
        },
      ],
      load: async () => (await import('./walletVerify.ts')).walletVerify,
    },
  ],
};
