import { emptyBodyHash } from '../synapse/computeBodyHash.ts';
import type { Synapse } from '../synapse/defineSynapse.ts';
import { type RequestHeaders, readRequestHeaders } from '../synapse/readRequestHeaders.ts';
import type { Refusal } from './refusal.ts';

/** What a request claims about who sent it and when; true only once the signature over `message` is verified. */
export interface Claim {
  hotkey: string;
  uuid: string;
  /** Nanoseconds since 1970 by the caller's clock. */
  nonce: bigint;
  /** Seconds that the caller says it will wait; 0 when it does not say. */
  timeout: number;
  /** `0x` and hexadecimal digits, not yet parsed. */
  signature: string;
  /** The text that must have been signed. */
  message: string;
  /** Hash that the body must have; `null` when the signature covers nothing of the body. */
  bodyHash: string | null;
}

/**
 * How requests prove who sent them. The axon asks for a claim as soon as the headers are in and verifies it before
 * it reads the body. Bittensor's successor of this scheme, `btauth/1`, fits here with a claim of its own.
 */
export interface AuthenticationScheme {
  readonly name: string;
  /**
   * @param rawHeaders names and values in turn
   * @param axonHotkey SS58 address of this miner, for which the message must have been signed
   * @throws RC_SYNAPSE_HEADER_INVALID, RC_SYNAPSE_HEADER_DUPLICATE
   */
  readClaim(rawHeaders: readonly string[], synapse: Synapse, axonHotkey: string): Claim | Refusal;
}

// From SDK 7.2 on nonces are wall-clock nanoseconds; before, a monotonic counter without a meaning elsewhere.
const firstTimedVersion = 7_002_000;

const missingCredential = (headers: RequestHeaders): string | undefined =>
  (['hotkey', 'nonce', 'uuid', 'signature', 'version', 'computedBodyHash'] as const).find(
    (name) => headers[name] === null || headers[name] === '',
  );

/**
 * The scheme of SDK 7.2 to 10: sr25519 over nonce, caller's hotkey, this axon's hotkey, uuid and body hash, joined
 * by dots. Stricter than the SDK, which lets a request without a signature or version pass.
 * Source: bittensor 10.2.0 core/axon.py:920-983.
 */
export const legacyAuthentication: AuthenticationScheme = {
  name: 'bittensor-7.2',
  readClaim(rawHeaders, synapse, axonHotkey) {
    const headers = readRequestHeaders(rawHeaders);
    const missing = missingCredential(headers);
    const { hotkey, nonce, uuid, signature, version, computedBodyHash } = headers;
    if (hotkey === null || nonce === null || uuid === null || missing !== undefined) {
      return { code: 'RC_AXON_CREDENTIALS_MISSING', details: { missing } };
    }
    if ((version ?? 0) < firstTimedVersion) return { code: 'RC_AXON_VERSION_TOO_OLD' };
    const coversBody = synapse.requiredHashFields.length > 0;
    if (!coversBody && computedBodyHash !== emptyBodyHash) return { code: 'RC_AXON_BODY_HASH_MISMATCH' };
    return {
      hotkey,
      uuid,
      nonce,
      timeout: headers.timeout ?? 0,
      signature: signature ?? '',
      message: `${nonce}.${hotkey}.${axonHotkey}.${uuid}.${computedBodyHash}`,
      bodyHash: coversBody ? computedBodyHash : null,
    };
  },
};
