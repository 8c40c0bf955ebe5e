/** What attackers send, and how much of each: shares of all hostile requests. */
export const hostileKinds = {
  /** Well-formed and signed, by a hotkey that is no validator. */
  unknown: 0.35,
  /** In a permitted validator's name, with a fresh nonce and a signature of the right form. */
  forged: 0.35,
  /** Real requests of validators, captured and sent again. */
  replayed: 0.1,
  garbage: 0.1,
  /** A body that is announced as 64 MB. */
  oversize: 0.05,
  /** Headers or a body that trickle in. */
  slow: 0.05,
} as const;

export type HostileKind = keyof typeof hostileKinds;

export const kindNames = Object.keys(hostileKinds) as HostileKind[];
