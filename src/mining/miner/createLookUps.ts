import type { Clock } from '../../support/clock/Clock.ts';

export interface LookUps {
  /** What was found lately; `null` when nobody asked. */
  known(hotkey: string): boolean | null;
  /**
   * Asks, unless it was asked lately or too often in all; then, as when it fails, the answer is no. A failure is not
   * remembered: it says nothing about the hotkey.
   */
  ask(hotkey: string): Promise<boolean>;
  /** The answers of before are worth nothing any more: there is a new snapshot. */
  forget(): void;
}

const rememberMs = 600_000;
const most = 1_024;
const perMinute = 10;

/**
 * Looks single hotkeys up, each at most once in ten minutes and ten a minute in all: whoever makes keys by the
 * thousand and signs with them must not make us ask the chain a thousand times (ruling 32).
 */
export function createLookUps(
  lookUp: (hotkey: string) => Promise<boolean>,
  clock: Pick<Clock, 'monotonicNs'>,
): LookUps {
  const answers = new Map<
    string,
    { readonly permitted: boolean | Promise<boolean>; readonly atMs: number }
  >();
  let asked: number[] = [];
  const nowMs = (): number => Number(clock.monotonicNs()) / 1e6;
  const answerOf = (hotkey: string) => {
    const answer = answers.get(hotkey);
    return answer !== undefined && nowMs() - answer.atMs < rememberMs ? answer.permitted : null;
  };
  const remember = (hotkey: string, permitted: boolean | Promise<boolean>): void => {
    answers.delete(hotkey);
    answers.set(hotkey, { permitted, atMs: nowMs() });
    const oldest = answers.keys().next().value;
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
  };

  return {
    known(hotkey) {
      const answer = answerOf(hotkey);
      return typeof answer === 'boolean' ? answer : null;
    },
    async ask(hotkey) {
      const answer = answerOf(hotkey);
      if (answer !== null) return answer;
      const now = nowMs();
      asked = asked.filter((at) => now - at < 60_000);
      if (asked.length >= perMinute) return false;
      asked.push(now);
      // Those who ask meanwhile wait for the same answer.
      const found = lookUp(hotkey).catch(() => null);
      const pending = found.then((permitted) => permitted ?? false);
      remember(hotkey, pending);
      const permitted = await found;
      // With a new snapshot meanwhile, this one is of before.
      if (answers.get(hotkey)?.permitted !== pending) return permitted ?? false;
      if (permitted === null) answers.delete(hotkey);
      else remember(hotkey, permitted);
      return permitted ?? false;
    },
    forget: () => answers.clear(),
  };
}
