import type { Clock } from '../../support/clock/Clock.ts';

/** Something that is so or not, and since when. */
export interface Fact {
  readonly name: string;
  readonly holds: boolean;
  /** Why it does not hold; `null` while it does. */
  readonly reason: string | null;
  /** ISO 8601. */
  readonly since: string;
}

/** What is asked for a fact, each time anew: `null` when it holds, otherwise why not. */
export type FactCheck = () => string | null;

/**
 * Facts that are observed, never declared. How long each has held is counted from the first look that saw it so.
 * @returns a look at all of them
 */
export function createFacts(
  checks: Readonly<Record<string, FactCheck>>,
  { now }: Pick<Clock, 'now'>,
): () => readonly Fact[] {
  const seen = new Map<string, { readonly holds: boolean; readonly at: number }>();
  return () =>
    Object.entries(checks).map(([name, check]) => {
      const reason = check();
      const holds = reason === null;
      const before = seen.get(name);
      const at = before?.holds === holds ? before.at : now();
      seen.set(name, { holds, at });
      return { name, holds, reason, since: new Date(at).toISOString() };
    });
}
