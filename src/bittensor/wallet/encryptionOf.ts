/** How a keyfile is encrypted: the current scheme, two of the past, or not at all. */
export type KeyfileEncryption = 'none' | 'nacl' | 'ansible' | 'fernet';

const MARKERS: readonly (readonly [string, KeyfileEncryption])[] = [
  ['$NACL', 'nacl'],
  ['$ANSIBLE_VAULT', 'ansible'],
  ['gAAAAA', 'fernet'],
];

/** Tells by the first bytes of a keyfile how it is encrypted. */
export function encryptionOf(data: Uint8Array): KeyfileEncryption {
  const start = Buffer.from(data.subarray(0, 16)).toString('latin1');
  return MARKERS.find(([marker]) => start.startsWith(marker))?.[1] ?? 'none';
}
