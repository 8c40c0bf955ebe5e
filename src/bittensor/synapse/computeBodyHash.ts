import { createHash } from 'node:crypto';
import type { Synapse, SynapseFields, SynapseValues } from './defineSynapse.ts';

const sha3 = (text: string): string => createHash('sha3-256').update(text, 'utf8').digest('hex');

/** The hash of every synapse that declares no hashed field: SHA3-256 of nothing. It binds no part of the body. */
export const emptyBodyHash = sha3('');

/**
 * `computed_body_hash`: SHA3-256 (FIPS 202, 64 hex digits) of the joined SHA3-256 digests of `str(value)`, one for
 * each name in `requiredHashFields`. Source: `Synapse.body_hash`, bittensor 10.2.0 core/synapse.py:696.
 */
export function computeBodyHash<Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  values: SynapseValues<Fields>,
): string {
  if (synapse.requiredHashFields.length === 0) return emptyBodyHash;
  const digests = synapse.requiredHashFields.map((name) =>
    sha3(synapse.fields[name]?.toText((values as SynapseValues)[name]) ?? ''),
  );
  return sha3(digests.join(''));
}
