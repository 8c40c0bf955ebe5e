import { distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one most likely stands for.
 * @returns the closest candidate, or `null` when none is within about a third of the name's length.
 */
export function didYouMean(typed: string, candidates: Iterable<string>): string | null {
  const wanted = typed.toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const edits = distance(wanted, candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) * 0.4));
    if (edits < bestDistance && edits <= allowed) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}
