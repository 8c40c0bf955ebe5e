/**
 * Makes a failing input smaller by leaving out pieces, large ones first, as long as it fails in the same way.
 * @param fails whether this input still fails so
 * @param tries how often `fails` may be asked
 */
export async function shrinkInput(
  input: Uint8Array,
  fails: (input: Uint8Array) => Promise<boolean>,
  tries = 400,
): Promise<Uint8Array> {
  let smallest = input;
  let left = tries;
  for (
    let size = Math.ceil(input.length / 2);
    size >= 1 && left > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < smallest.length && left > 0; left -= 1) {
      const candidate = Uint8Array.from([...smallest.subarray(0, start), ...smallest.subarray(start + size)]);
      if (await fails(candidate)) smallest = candidate;
      else start += size;
    }
  }
  return smallest;
}
