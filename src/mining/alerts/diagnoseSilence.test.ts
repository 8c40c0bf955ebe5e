import { describe, expect, it } from 'vitest';
import { diagnoseSilence } from './diagnoseSilence.ts';
import { type SilenceFacts, silenceVerdicts } from './SilenceFacts.ts';

const fine: SilenceFacts = {
  hoursSilent: 5,
  thresholdHours: 3,
  port: 'answers',
  reachable: null,
  outsideRequests: 0,
  refused: { signature: 0, nonce: 0, notPermitted: 0 },
  clockOffsetSeconds: 0.1,
  snapshotAgeSeconds: 60,
  validators: 9,
  halted: null,
  notReady: null,
};

const values: { readonly [Name in keyof SilenceFacts]: readonly SilenceFacts[Name][] } = {
  hoursSilent: [0, 3, 3.1],
  thresholdHours: [3],
  port: ['answers', 'closed', 'other', null],
  reachable: [true, false, null],
  outsideRequests: [0, 4],
  refused: [
    { signature: 0, nonce: 0, notPermitted: 0 },
    { signature: 2, nonce: 1, notPermitted: 0 },
    { signature: 0, nonce: 2, notPermitted: 1 },
    { signature: 0, nonce: 0, notPermitted: 2 },
  ],
  clockOffsetSeconds: [null, 0, 2, -2.1, 60],
  snapshotAgeSeconds: [null, 0, 4_000],
  validators: [null, 0, 1],
  halted: [true, false, null],
  notReady: [null, 'no model has loaded'],
};

/** Every combination of the values above. */
function* product(
  names: readonly (keyof SilenceFacts)[],
  facts: Partial<SilenceFacts>,
): Generator<SilenceFacts> {
  const [name, ...others] = names;
  if (name === undefined) {
    yield facts as SilenceFacts;
    return;
  }
  for (const value of values[name]) yield* product(others, { ...facts, [name]: value });
}

describe('diagnoseSilence', () => {
  it('has an answer to every combination of facts, and reaches each of its verdicts', () => {
    const reached = new Map<string, number>();
    const broken: [string, SilenceFacts][] = [];
    for (const facts of product(Object.keys(values) as (keyof SilenceFacts)[], {})) {
      const { verdict, sentence, advice } = diagnoseSilence(facts);
      reached.set(verdict, (reached.get(verdict) ?? 0) + 1);
      const quiet = facts.hoursSilent <= facts.thresholdHours;
      const claims: Record<string, boolean> = {
        'quiet exactly while it is not long': quiet === (verdict === 'quiet-is-normal'),
        'advice for whatever is not quiet': quiet === (advice.length === 0),
        'a whole sentence': /^[A-Z][^{}]*\.$/.test(sentence) && !/null|undefined|NaN/.test(sentence),
        'never blames others while our port is shut': !(
          !quiet &&
          (facts.port === 'closed' || facts.port === 'other') &&
          verdict !== 'us-port'
        ),
        'says halt only where it is known': verdict !== 'halt' || facts.halted === true,
        'blames them only where our port is known to be reached':
          verdict !== 'them' || facts.outsideRequests > 0 || facts.reachable === true,
        'blames the clock only where it has something against it':
          verdict !== 'us-clock' ||
          Math.abs(facts.clockOffsetSeconds ?? 0) > 2 ||
          (facts.clockOffsetSeconds === null && facts.refused.nonce > 0),
        'takes a probe that failed for unknown': !(
          facts.reachable === false && verdict !== diagnoseSilence({ ...facts, reachable: null }).verdict
        ),
      };
      for (const [claim, holds] of Object.entries(claims)) if (!holds) broken.push([claim, facts]);
    }
    expect(broken).toEqual([]);
    expect([...reached.keys()].sort()).toEqual([...silenceVerdicts].sort());
  });

  it.each([
    ['quiet-is-normal', { hoursSilent: 2.9, port: 'closed' }],
    ['us-port', { port: 'closed', halted: true }],
    ['us-port', { port: 'other' }],
    ['us-permit', { snapshotAgeSeconds: null, validators: null, notReady: 'no snapshot' }],
    ['us-axon', { notReady: 'no model has loaded', halted: true }],
    ['us-clock', { clockOffsetSeconds: -7 }],
    ['us-clock', { clockOffsetSeconds: null, refused: { signature: 0, nonce: 8, notPermitted: 2 } }],
    ['us-axon', { clockOffsetSeconds: null, refused: { signature: 9, nonce: 8, notPermitted: 2 } }],
    ['us-axon', { refused: { signature: 3, nonce: 0, notPermitted: 0 } }],
    ['us-permit', { snapshotAgeSeconds: 9_000, refused: { signature: 0, nonce: 0, notPermitted: 3 } }],
    ['halt', { halted: true, outsideRequests: 5 }],
    ['halt', { halted: true, validators: 0 }],
    ['us-permit', { validators: 0 }],
    ['them', { outsideRequests: 5, refused: { signature: 0, nonce: 0, notPermitted: 3 } }],
    ['them', { reachable: true }],
    ['unknown', {}],
    ['unknown', { reachable: false }],
    ['unknown', { port: null, halted: false }],
  ] as const)('is %s for %j', (verdict, change) => {
    expect(diagnoseSilence({ ...fine, ...change }).verdict).toBe(verdict);
  });
});
