/**
 * In how many bits two hashes of `perceptualHash` differ, 0 to 64.
 * @throws TypeError for anything but 16 hexadecimal digits
 */
export function hammingDistance(first: string, second: string): number {
  let difference = read(first) ^ read(second);
  let count = 0;
  for (; difference !== 0n; difference &= difference - 1n) count += 1;
  return count;
}

function read(hash: string): bigint {
  if (!/^[0-9a-f]{16}$/.test(hash)) throw new TypeError(`"${hash}" is not a perceptual hash`);
  return BigInt(`0x${hash}`);
}
