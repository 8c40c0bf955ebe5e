import { checkHotkeys } from './checkHotkeys.ts';
import type { MetagraphSnapshot } from './metagraphSnapshot.ts';
import { readTextFile } from './readTextFile.ts';

/**
 * Reads a list of validators as a snapshot in which each has a permit: one SS58 address a line, `#` begins a comment.
 * Their places are made up, their stake is unknown.
 * @param options.at milliseconds since 1970: when the list was true. It is the operator's word, so: when it was read
 * @throws RC_METAGRAPH_UNREADABLE, RC_METAGRAPH_HOTKEY_INVALID, RC_METAGRAPH_HOTKEY_TWICE
 */
export async function readValidatorsFile(
  file: string,
  { netuid, at }: { readonly netuid: number; readonly at: number },
): Promise<MetagraphSnapshot> {
  const lines = (await readTextFile(file)).split(/\r?\n/).map((line, index) => ({
    hotkey: line.replace(/#.*/s, '').trim(),
    place: `line ${index + 1}`,
  }));
  const named = lines.filter(({ hotkey }) => hotkey !== '');
  checkHotkeys(file, named);
  return {
    format: 1,
    netuid,
    at: new Date(at).toISOString(),
    neurons: named.map(({ hotkey }, uid) => ({ uid, hotkey, validatorPermit: true })),
  };
}
