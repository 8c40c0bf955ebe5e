import type { SilenceDiagnosis, SilenceFacts, SilenceVerdict } from './SilenceFacts.ts';

/** Beyond this, deadlines counted from the caller's nonce are no longer trusted (ruling 8). */
const toleratedOffsetSeconds = 2;
/** Ruling 32: an older snapshot still serves, and is worth an alert. */
const oldSnapshotSeconds = 3_600;

interface Cause {
  readonly verdict: SilenceVerdict;
  readonly applies: (facts: SilenceFacts) => boolean;
  readonly sentence: (facts: SilenceFacts) => string;
  readonly advice: readonly string[];
}

const offsetIsOff = ({ clockOffsetSeconds: offset }: SilenceFacts): boolean =>
  offset !== null && Math.abs(offset) > toleratedOffsetSeconds;

/**
 * The causes, the first that applies is it. What we can see of ourselves comes first; what refused requests prove
 * comes before the halt, as somebody does call then; what only their absence suggests comes after it.
 */
const causes: readonly Cause[] = [
  {
    verdict: 'quiet-is-normal',
    applies: ({ hoursSilent, thresholdHours }) => hoursSilent <= thresholdHours,
    sentence: () => 'The last challenge is not long ago.',
    advice: [],
  },
  {
    verdict: 'us-port',
    applies: ({ port }) => port === 'closed',
    sentence: () => 'Our own port does not take connections, not even from this machine.',
    advice: ['See in the log why the miner does not listen; start it again.'],
  },
  {
    verdict: 'us-port',
    applies: ({ port }) => port === 'other',
    sentence: () => 'Something other than this miner answers on our port.',
    advice: ['Find it (`ss -ltnp`), end it or set axon.port, and announce the port again.'],
  },
  {
    verdict: 'us-permit',
    applies: ({ snapshotAgeSeconds }) => snapshotAgeSeconds === null,
    sentence: () => 'There is no metagraph snapshot, so that every validator is refused.',
    advice: ['Give the miner a snapshot or a list of validators.'],
  },
  {
    verdict: 'us-axon',
    applies: ({ notReady }) => notReady !== null,
    sentence: ({ notReady }) => `The miner is not ready and answers 503: ${notReady}.`,
    advice: ['See the log of the part that it names.'],
  },
  {
    verdict: 'us-clock',
    applies: offsetIsOff,
    sentence: ({ clockOffsetSeconds: offset }) =>
      `This clock is ${Math.abs(offset ?? 0).toFixed(1)} s ${(offset ?? 0) > 0 ? 'ahead of' : 'behind'} the clocks of validators.`,
    advice: ['Set it by NTP: `timedatectl set-ntp true`, then look at `timedatectl status`.'],
  },
  {
    // Anybody can send an old nonce; it proves nothing once verified callers showed that the clock is right.
    verdict: 'us-clock',
    applies: ({ refused, clockOffsetSeconds }) =>
      clockOffsetSeconds === null &&
      refused.nonce > 0 &&
      refused.nonce >= Math.max(refused.signature, refused.notPermitted),
    sentence: ({ refused }) =>
      `Requests were refused for the age of their nonce (${refused.nonce} of them), and none was verified: this clock may be wrong.`,
    advice: ['Compare the clock: `timedatectl status`.'],
  },
  {
    verdict: 'us-axon',
    applies: ({ refused }) => refused.signature > 0 && refused.signature >= refused.notPermitted,
    sentence: ({ refused }) =>
      `Requests came whose signatures do not fit (${refused.signature} of them): validators may be signing for another hotkey, or a proxy changes headers.`,
    advice: [
      'Check that the hotkey of this miner is the one that is announced for this address and port.',
      'Behind nginx, set `underscores_in_headers on`.',
    ],
  },
  {
    verdict: 'us-permit',
    applies: ({ refused, snapshotAgeSeconds, validators }) =>
      refused.notPermitted > 0 && (validators === 0 || (snapshotAgeSeconds ?? 0) > oldSnapshotSeconds),
    sentence: ({ refused }) =>
      `Callers were refused who are not in our metagraph snapshot (${refused.notPermitted} requests), and it is old or empty.`,
    advice: ['Renew the snapshot: new validators are not in it.'],
  },
  {
    verdict: 'halt',
    applies: ({ halted }) => halted === true,
    sentence: () => 'The subnet is halted: validators send no challenges.',
    advice: ['Nothing here mends that. Consider what the machine costs meanwhile.'],
  },
  {
    verdict: 'us-permit',
    applies: ({ validators }) => validators === 0,
    sentence: () => 'No validator of our metagraph snapshot has a permit, so that nobody may call.',
    advice: ['Check the snapshot or the list of validators, and its netuid.'],
  },
  {
    verdict: 'them',
    applies: ({ outsideRequests, reachable }) => outsideRequests > 0 || reachable === true,
    sentence: () => 'Our port is reached from outside, and validators do not call.',
    advice: [
      'Check that the address and port on the chain are ours, and that the hotkey is still registered.',
      'Ask other miners of the subnet whether they are called.',
    ],
  },
  {
    verdict: 'unknown',
    applies: () => true,
    sentence: () => 'Nothing has reached our port, and from here nobody can tell whether anything could.',
    advice: [
      'Try the public address and port from another network: `curl http://ADDRESS:PORT/` gives 404 when all is well.',
      'Check firewall, port forwarding, and the address and port on the chain.',
    ],
  },
];

/** Says what silence looks like: us, them, or the halt. Total: every combination of facts has one answer. */
export function diagnoseSilence(facts: SilenceFacts): SilenceDiagnosis {
  const cause = causes.find(({ applies }) => applies(facts));
  // The last cause applies to everything.
  if (cause === undefined) throw new Error('no cause applies');
  return { verdict: cause.verdict, sentence: cause.sentence(facts), advice: cause.advice };
}
