const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));
const sigma = new Uint32Array(Uint8Array.from(Buffer.from('expand 32-byte k')).buffer);

/** The words of a Salsa20 state: key around nonce or counter (Bernstein 2005; little-endian hosts only). */
const layOut = (key: Uint32Array, input: Uint32Array): number[] =>
  [
    ...[sigma[0], key[0], key[1], key[2], key[3], sigma[1], input[0], input[1]],
    ...[input[2], input[3], sigma[2], key[4], key[5], key[6], key[7], sigma[3]],
  ].map((word) => word ?? 0);

// Target, two sources, bits: the quarter rounds of the columns, then of the rows.
const quarters: readonly (readonly [number, number, number, number])[] = [
  [4, 0, 12, 7],
  [9, 5, 1, 7],
  [14, 10, 6, 7],
  [3, 15, 11, 7],
  [8, 4, 0, 9],
  [13, 9, 5, 9],
  [2, 14, 10, 9],
  [7, 3, 15, 9],
  [12, 8, 4, 13],
  [1, 13, 9, 13],
  [6, 2, 14, 13],
  [11, 7, 3, 13],
  [0, 12, 8, 18],
  [5, 1, 13, 18],
  [10, 6, 2, 18],
  [15, 11, 7, 18],
  [1, 0, 3, 7],
  [6, 5, 4, 7],
  [11, 10, 9, 7],
  [12, 15, 14, 7],
  [2, 1, 0, 9],
  [7, 6, 5, 9],
  [8, 11, 10, 9],
  [13, 12, 15, 9],
  [3, 2, 1, 13],
  [4, 7, 6, 13],
  [9, 8, 11, 13],
  [14, 13, 12, 13],
  [0, 3, 2, 18],
  [5, 4, 7, 18],
  [10, 9, 8, 18],
  [15, 14, 13, 18],
];

const twentyRounds = (state: readonly number[]): number[] => {
  const x = [...state];
  for (let round = 0; round < 10; round += 1) {
    for (const [target, first, second, bits] of quarters) {
      x[target] = (x[target] ?? 0) ^ rotate(((x[first] ?? 0) + (x[second] ?? 0)) | 0, bits);
    }
  }
  return x;
};

const words = (bytes: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer);

const keyStream = (key: Uint8Array, nonce: Uint8Array, length: number): Uint8Array => {
  const mixed = twentyRounds(layOut(words(key), words(nonce.subarray(0, 16))));
  const subkey = Uint32Array.from([0, 5, 10, 15, 6, 7, 8, 9], (index) => mixed[index] ?? 0);
  const [low = 0, high = 0] = words(nonce.subarray(16, 24));
  const blocks: Uint8Array[] = [];
  for (let counter = 0; counter * 64 < length; counter += 1) {
    const state = layOut(subkey, Uint32Array.of(low, high, counter, 0));
    const mixedBlock = twentyRounds(state);
    const block = Uint32Array.from(state, (word, index) => word + (mixedBlock[index] ?? 0));
    blocks.push(new Uint8Array(block.buffer));
  }
  return Buffer.concat(blocks).subarray(0, length);
};

const littleEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x00${Buffer.from(bytes).reverse().toString('hex')}`);
const prime = (1n << 130n) - 5n;
const clamp = 0x0ffffffc0ffffffc0ffffffc0fffffffn;

const poly1305 = (key: Uint8Array, message: Uint8Array): bigint => {
  const r = littleEndian(key.subarray(0, 16)) & clamp;
  let sum = 0n;
  for (let start = 0; start < message.length; start += 16) {
    const block = message.subarray(start, start + 16);
    sum = ((sum + littleEndian(block) + (1n << BigInt(8 * block.length))) * r) % prime;
  }
  return (sum + littleEndian(key.subarray(16, 32))) & ((1n << 128n) - 1n);
};

/**
 * NaCl's secretbox (XSalsa20-Poly1305) written a second time, with big integers and without any library, as the oracle
 * for encrypted wallets. Slow; in no way constant-time.
 * @returns the plain bytes, or `null` when the MAC does not fit
 */
export function openSecretbox(key: Uint8Array, nonce: Uint8Array, box: Uint8Array): Uint8Array | null {
  const ciphertext = box.subarray(16);
  const stream = keyStream(key, nonce, 32 + ciphertext.length);
  if (poly1305(stream, ciphertext) !== littleEndian(box.subarray(0, 16))) return null;
  return ciphertext.map((byte, index) => byte ^ (stream[32 + index] ?? 0));
}
