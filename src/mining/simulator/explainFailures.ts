/** What a reason for a lost challenge looks like, and what it points to. */
const causes: readonly { readonly looks: RegExp; readonly advice: string }[] = [
  {
    looks: /nonce/i,
    advice: 'The clocks of the miner and of this machine differ: set both by NTP.',
  },
  {
    looks: /may not call|not permitted|blacklist|not registered|unrecognized hotkey|forbidden/i,
    advice: 'The miner does not know the simulated validators: put their hotkeys on its list of validators.',
  },
  { looks: /not ready/i, advice: 'The miner is still starting, or lacks a model or a list of validators.' },
  {
    looks: /signature/i,
    advice: 'The hotkey that was given for the miner may not be the one it runs under.',
  },
  {
    looks: /unavailable|refused|disconnected/i,
    advice: 'Nothing answers at the miner’s address, or something between closes the connection.',
  },
  { looks: /timeout/i, advice: 'The miner is too slow, or its answer does not find its way back.' },
  { looks: /unexpected content type|parse response/i, advice: 'What answers at this address is no miner.' },
];

/**
 * What an operator should look at when challenges were lost.
 * @param failures as `MinerSummary.failures`
 * @returns a sentence for each cause that is recognised, the most frequent first
 */
export function explainFailures(failures: Readonly<Record<string, number>>): string[] {
  const counts = new Map<string, number>();
  for (const [reason, count] of Object.entries(failures)) {
    const advice = causes.find(({ looks }) => looks.test(reason))?.advice;
    if (advice !== undefined) counts.set(advice, (counts.get(advice) ?? 0) + count);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([advice]) => advice);
}
