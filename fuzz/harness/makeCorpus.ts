import { createRandom } from './createRandom.ts';
import { makeInput } from './makeInput.ts';
import type { Target } from './Target.ts';

const corpusSize = 48;

/** The valid inputs that mutations start from; they follow from the seed. */
export async function makeCorpus(target: Target, seed: string): Promise<Uint8Array[]> {
  const corpus: Uint8Array[] = [];
  for (let index = 0; index < corpusSize; index += 1) {
    corpus.push(await makeInput(createRandom(`${seed}/${target.name}/corpus/${index}`), target));
  }
  return corpus;
}
