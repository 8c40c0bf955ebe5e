import { defineErrors } from '../../support/errors/defineErrors.ts';

export const walletError = defineErrors({
  RC_WALLET_NAME_INVALID: {
    message: 'The {kind} name cannot be used: {reason}.',
    hint: 'Use letters, digits, dots, dashes and underscores, e.g. "default".',
  },
  RC_WALLET_FOLDER_MISSING: {
    message: 'There is no folder {path}.',
    hint: 'Check the wallet folder and the wallet name; `roadcrew wallet list` shows what is there.',
  },
  RC_WALLET_FILE_MISSING: {
    message: 'There is no wallet file {path}.',
    hint: 'Check the wallet folder and the names; `roadcrew wallet list` shows what is there.',
  },
  RC_WALLET_FILE_UNREADABLE: {
    message: 'The wallet file {path} cannot be read ({reason}).',
    hint: 'Run as the user that owns the file, or give that user the right to read it.',
  },
  RC_WALLET_FILE_NOT_REGULAR: {
    message: '{path} is not a regular file.',
    hint: 'Put the keyfile itself there; folders, pipes and devices are not read.',
  },
  RC_WALLET_FILE_TOO_LARGE: {
    message: '{path} is larger than {limit} bytes, which no keyfile is.',
    hint: 'Check that the path names a keyfile.',
  },
  RC_WALLET_FILE_OUTSIDE: {
    message: '{path} is a link to a file that does not belong there.',
    hint: 'Replace the link by the file itself; links that leave their folder, or lead to a coldkey, are not followed.',
  },
  RC_WALLET_FILE_MODE: {
    message: 'Others than its owner have rights to the unencrypted key in {path} (mode {mode}).',
    hint: 'Run: chmod 600 {path}. Consider the key exposed if anybody else uses this machine.',
  },
  RC_WALLET_KEYFILE_INVALID: {
    message: '{path} is not a keyfile that can be read: {reason}.',
    hint: 'Restore the file from a backup, or create it again from its mnemonic.',
  },
  RC_WALLET_CRYPTO_TYPE: {
    message: '{path} holds a key of a kind that is not supported (cryptoType {cryptoType}).',
    hint: 'Use an sr25519 key (cryptoType 1, or none stated); subnets know their miners by those.',
  },
  RC_WALLET_KEY_MISMATCH: {
    message: 'The parts of {path} belong to different keys: {reason}.',
    hint: 'Do not use it: somebody changed the file. Restore it from a backup.',
  },
  RC_WALLET_KEY_ABSENT: {
    message: '{path} holds no secret key, only a public one.',
    hint: 'Copy the hotkey file itself to this machine, not its ...pub.txt.',
  },
  RC_WALLET_PASSWORD_MISSING: {
    message: '{path} is encrypted and no password was given.',
    hint: 'Give a password file, set {variable} (base64 of the password XORed with that name), or run it in a terminal.',
  },
  RC_WALLET_PASSWORD_FILE: {
    message: 'The password file {path} cannot be used ({reason}).',
    hint: 'Put the password alone into a text file of one line, below 4 KiB, and give its path.',
  },
  RC_WALLET_PASSWORDS_DIFFER: {
    message: 'The two passwords are not the same.',
    hint: 'Run it again and type the same password twice; nothing was written.',
  },
  RC_WALLET_SIGNATURE_MALFORMED: {
    message: 'The signature does not have the form of one.',
    hint: 'Give 0x and 128 hex digits, as `roadcrew wallet sign` prints it (add the 0x to what btcli prints).',
  },
  RC_WALLET_SIGNATURE_WRONG: {
    message: 'The signature was not made by {address} over this message.',
    hint: 'Check the address and every character of the message, line ends included.',
  },
  RC_WALLET_PASSWORD_EMPTY: {
    message: 'The password is empty.',
    hint: 'Give a password, or create the key without encryption.',
  },
  RC_WALLET_PASSWORD_WRONG: {
    message: 'The password does not open {path}.',
    hint: 'Try again; if the password is surely right, the file is damaged and has to come from a backup.',
  },
  RC_WALLET_PASSWORD_VARIABLE_INVALID: {
    message: 'The environment variable {variable} does not hold a password.',
    hint: 'It has to be base64 of the password (UTF-8) XORed byte by byte with the name of the variable; or unset it.',
  },
  RC_WALLET_ENCRYPTION_UNSUPPORTED: {
    message: '{path} is encrypted in the Fernet format of very old wallets, which is not supported.',
    hint: 'Create the key again from its mnemonic (btcli wallet regen-hotkey), which writes the current format.',
  },
  RC_WALLET_KDF_UNAVAILABLE: {
    message: 'This Node.js ({version}) has no Argon2, which encrypted keyfiles need.',
    hint: 'Run with Node.js 24.7 or newer.',
  },
  RC_WALLET_KDF_FAILED: {
    message: 'The key could not be derived from the password.',
    hint: 'Encrypted keyfiles need 512 MiB of free memory for a few seconds; see the cause.',
  },
  RC_WALLET_EXISTS: {
    message: '{path} exists already and is left as it is.',
    hint: 'Choose another name. Overwriting a hotkey that is registered loses its place for good.',
  },
  RC_WALLET_WRITE_FAILED: {
    message: '{path} could not be written ({reason}).',
    hint: 'Check the rights and the free space of the folder; nothing was left there.',
  },
});
