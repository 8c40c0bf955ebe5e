import type { Clock } from '../../support/clock/Clock.ts';
import { decodeSs58 } from '../keys/decodeSs58.ts';
import { parseSignature } from '../keys/parseSignature.ts';
import type { Synapse } from '../synapse/defineSynapse.ts';
import type { ClockOffset } from './createClockOffset.ts';
import { createRecentKeys } from './createRecentKeys.ts';
import type { ReplayClaims } from './createReplayClaims.ts';
import type { Verdict, VerificationBudget } from './createVerificationBudget.ts';
import type { RefusalCode } from './errors.ts';
import type { AuthenticationScheme, Claim } from './legacyAuthentication.ts';
import { isRefusal, type Refusal, refusalOf } from './refusal.ts';

/**
 * Whether a hotkey may call, answered from memory. `ask` means that it is unknown but may have become known: its
 * signature is verified first and then `lookUp` decides, so that strangers cannot cause look-ups.
 */
export type Permit = 'yes' | 'no' | 'ask';

/** The policies of the owner of the axon. */
export interface AdmissionPolicy {
  /** `null` when requests can be answered, otherwise why not (for the log; the caller gets 503). */
  notReady?: () => string | null;
  permit: (hotkey: string) => Permit;
  lookUp?: (hotkey: string) => Promise<boolean>;
  /** Whether those who would be asked about are turned away for now, before their signature is verified: 503. */
  shed?: () => boolean;
}

/** The window in which a nonce is accepted, in seconds. */
export interface NonceWindow {
  /** Age that is always allowed on top of the caller's timeout. 4 in the official SDK. */
  allowedDelta: number;
  /** The timeout header is not signed; more than this of it is not believed. */
  timeoutCap: number;
  futureSkew: number;
}

export interface AdmissionContext {
  /** SS58 address of this miner. */
  hotkey: string;
  clock: Clock;
  policy: AdmissionPolicy;
  scheme: AuthenticationScheme;
  window: NonceWindow;
  replays: Pick<ReplayClaims, 'has' | 'claim'>;
  budget: VerificationBudget;
  offset: ClockOffset;
  /** As `verifySignature`; a check in the background must not hold up the event loop. */
  verify: (
    message: string,
    signature: Uint8Array,
    publicKey: Uint8Array,
    options: { wrapped: boolean; background: boolean },
  ) => boolean | Promise<boolean>;
}

/** A request whose headers have arrived. */
export interface RequestHead {
  synapse: Synapse;
  rawHeaders: readonly string[];
  /** Of the caller, behind trusted proxies the one that they name. */
  address: string;
  /** Identity of the connection, where it carries no caller but this one. */
  connection?: object | undefined;
  /** Nanoseconds since 1970 at which the headers were complete. */
  receivedNs: bigint;
  /** It was let in before, by a process that died since. */
  adopted?: boolean;
}

/** A request that is signed by a permitted hotkey, fresh, and not seen before. */
export interface Admission {
  claim: Claim;
  /** Seconds until the caller gives up, counted from the arrival of the headers; at most the cap. */
  timeout: number;
  /** Time of arrival minus nonce, seconds. */
  clockOffset: number;
}

const seconds = (ns: bigint): number => Number(ns) / 1e9;

const outsideWindow = (ageNs: bigint, claim: Claim, window: NonceWindow): Refusal | null => {
  const allowed = window.allowedDelta + Math.min(claim.timeout, window.timeoutCap);
  const age = seconds(ageNs);
  if (age >= allowed) {
    return {
      code: 'RC_AXON_NONCE_TOO_OLD',
      details: { seconds: age.toFixed(2), window: allowed.toFixed(2) },
    };
  }
  if (-age > window.futureSkew) {
    return {
      code: 'RC_AXON_NONCE_IN_FUTURE',
      details: { seconds: (-age).toFixed(2), window: window.futureSkew.toFixed(2) },
    };
  }
  return null;
};

// The hotkeys of validators come again and again, and their checksum is a hash.
const publicKeys = createRecentKeys<Uint8Array>(1_024);

/** @throws RC_KEYS_SS58_INVALID */
const publicKeyOf = (hotkey: string): Uint8Array => {
  const known = publicKeys.get(hotkey) ?? decodeSs58(hotkey).publicKey;
  publicKeys.set(hotkey, known);
  return known;
};

const refusalOfVerdict: Record<Verdict, RefusalCode | null> = {
  valid: null,
  forged: 'RC_AXON_SIGNATURE_INVALID',
  refused: 'RC_AXON_VERIFICATION_BUDGET',
};

/** Verifies the signature when the budget says that it is its turn. */
const verifyClaim = async (
  claim: Claim,
  head: RequestHead,
  context: AdmissionContext,
  idle: boolean,
): Promise<RefusalCode | null> => {
  const signature = parseSignature(claim.signature);
  if (signature === null) return 'RC_AXON_SIGNATURE_INVALID';
  const { address, connection } = head;
  const verdict = context.budget.check(
    { hotkey: claim.hotkey, address, connection, idle },
    ({ thorough, background }) => {
      const publicKey = publicKeyOf(claim.hotkey);
      return context.verify(claim.message, signature, publicKey, { wrapped: thorough, background });
    },
  );
  // An inline verifier answers at once; awaiting it would cost every request a turn of the event loop.
  return refusalOfVerdict[typeof verdict === 'string' ? verdict : await verdict];
};

const admissionOf = (claim: Claim, head: RequestHead, window: NonceWindow): Admission => ({
  claim,
  timeout: Math.min(claim.timeout > 0 ? claim.timeout : window.timeoutCap, window.timeoutCap),
  clockOffset: seconds(head.receivedNs - claim.nonce),
});

/**
 * Decides whether a request is let in, cheapest check first: readiness, headers, permit, nonce window, replay,
 * budget, signature, and only then the claim of its nonce. The body plays no part and has not been read yet.
 *
 * Two differences from the official order keep liars from harming others: the nonce is stored only after the
 * signature was verified, and an older nonce that was not seen before is accepted inside the window.
 * @throws what stands for no refusal: a verifier that crashed, a policy that failed
 */
export async function admitRequest(
  head: RequestHead,
  context: AdmissionContext,
): Promise<Admission | Refusal> {
  const { policy, replays, window } = context;
  const reason = policy.notReady?.() ?? null;
  if (reason !== null && head.adopted !== true) return { code: 'RC_AXON_NOT_READY', details: { reason } };
  try {
    const claim = context.scheme.readClaim(head.rawHeaders, head.synapse, context.hotkey);
    if (isRefusal(claim)) return claim;
    const used = { hotkey: claim.hotkey, uuid: claim.uuid, nonce: claim.nonce };
    if (head.adopted === true) {
      await replays.claim(used);
      return admissionOf(claim, head, window);
    }
    const permit = policy.permit(claim.hotkey);
    if (permit === 'no') return { code: 'RC_AXON_NOT_PERMITTED' };
    if (permit === 'ask' && policy.shed?.()) return { code: 'RC_AXON_OVERLOADED' };

    const ageNs = head.receivedNs - claim.nonce;
    const stale = outsideWindow(ageNs, claim, window);
    const learnOffset = (): void => context.offset.record(claim.hotkey, claim.nonce, head.receivedNs);
    if (stale !== null) {
      // A clock that is off makes every nonce stale. Verifying some permitted ones is how the operator learns it.
      if (permit === 'yes' && (await verifyClaim(claim, head, context, true)) === null) learnOffset();
      return stale;
    }
    if (replays.has(claim)) return { code: 'RC_AXON_NONCE_REPLAYED' };
    // Strangers may sign with keys of their own, which are as good as any: they get what nobody else needs.
    const unverified = await verifyClaim(claim, head, context, permit === 'ask');
    if (unverified !== null) return { code: unverified };
    if (permit === 'ask' && !(await policy.lookUp?.(claim.hotkey))) return { code: 'RC_AXON_NOT_PERMITTED' };
    // Keys are free: only the clocks of those who may call say anything.
    learnOffset();

    const claimed = replays.claim(used);
    const outcome = typeof claimed === 'string' ? claimed : await claimed;
    if (outcome === 'seen') return { code: 'RC_AXON_NONCE_REPLAYED' };
    if (outcome === 'full') return { code: 'RC_AXON_REPLAY_STORE_FULL' };
    // Only now: whoever merely repeats a captured request has proven nothing about the address it comes from.
    context.budget.prove({ hotkey: claim.hotkey, address: head.address, connection: head.connection });
    return admissionOf(claim, head, window);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
}
