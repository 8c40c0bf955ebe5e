import type { Random } from './createRandom.ts';
import { makeInput } from './makeInput.ts';
import { type MutationContext, mutateBytes } from './mutateBytes.ts';
import type { Target } from './Target.ts';

/** Makes one hostile input: a valid one mutated by format or by bytes, or (one in fifty) pure noise. */
export async function generateInput(
  random: Random,
  target: Target,
  context: MutationContext,
): Promise<Uint8Array> {
  if (random.chance(0.02)) {
    const noise = random.bytes(random.below(Math.min(300, target.maxLength + 1)));
    // Half of it printable, or text parsers would look no further than the first byte.
    return random.chance(0.5) ? noise : noise.map((byte) => 0x20 + (byte % 0x5f));
  }
  const fresh = context.corpus.length === 0 || random.chance(target.freshShare ?? 0.05);
  const base = fresh ? await makeInput(random, target) : random.pick(context.corpus);
  const knowing = target.mutate !== undefined && random.chance(0.5);
  const input =
    knowing && target.mutate ? await target.mutate(random, base) : mutateBytes(random, base, context);
  return Uint8Array.from(input.subarray(0, target.maxLength));
}
