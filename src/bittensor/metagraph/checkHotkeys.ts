import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { decodeSs58 } from '../keys/decodeSs58.ts';
import { metagraphError } from './errors.ts';

/**
 * Checks that every hotkey is an address and there once.
 * @param places where each stands, for the error: `line 3`, `neurons.2`
 * @throws RC_METAGRAPH_HOTKEY_INVALID, RC_METAGRAPH_HOTKEY_TWICE
 */
export function checkHotkeys(
  file: string,
  places: Iterable<{ readonly hotkey: string; readonly place: string }>,
): void {
  const seen = new Set<string>();
  for (const { hotkey, place } of places) {
    try {
      decodeSs58(hotkey);
    } catch (error) {
      // Its words never repeat the text, which may be a secret in the wrong file.
      const reason = error instanceof RoadcrewError ? String(error.details.reason) : 'it cannot be decoded';
      throw metagraphError('RC_METAGRAPH_HOTKEY_INVALID', { file, place, reason }, error);
    }
    if (seen.has(hotkey)) throw metagraphError('RC_METAGRAPH_HOTKEY_TWICE', { file, place, hotkey });
    seen.add(hotkey);
  }
}
