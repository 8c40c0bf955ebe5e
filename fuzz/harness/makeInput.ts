import type { Random } from './createRandom.ts';
import type { Target } from './Target.ts';

/** A valid input as a plain array of its own: `slice` of a Buffer is a view, and changing it would spoil the corpus. */
export async function makeInput(random: Random, target: Target): Promise<Uint8Array> {
  return Uint8Array.from(await target.makeValid(random));
}
