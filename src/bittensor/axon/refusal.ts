import { fillTemplate } from '../../support/errors/fillTemplate.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { synapseError } from '../synapse/errors.ts';
import { axonError, isRefusalCode, type RefusalCode } from './errors.ts';

/**
 * Why a request is not answered. A value and not an exception: strangers cause most of them, and a stack trace for
 * each would cost more than the refusal.
 */
export interface Refusal {
  code: RefusalCode;
  details?: Readonly<Record<string, unknown>>;
}

export const isRefusal = (value: object): value is Refusal => 'code' in value;

// What the rooms below throw at a request that is to blame, or at a queue of verifications that is full.
const blamed: Partial<Record<string, RefusalCode>> = {
  RC_KEYS_SS58_INVALID: 'RC_AXON_SIGNATURE_INVALID',
  RC_KEYS_VERIFIER_BUSY: 'RC_AXON_VERIFICATION_BUDGET',
};

/**
 * The refusal that an error stands for.
 * @returns `null` when it stands for none: a verifier that crashed, a policy or handler that failed.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof RoadcrewError)) return null;
  const code = blamed[error.code];
  if (code !== undefined) return { code };
  return isRefusalCode(error.code) ? { code: error.code, details: error.details } : null;
}

const definitions: Record<string, { message: string; hint: string }> = {
  ...axonError.definitions,
  ...synapseError.definitions,
};

/** The sentence of a refusal, its details filled in: one line of printable ASCII, fit for a header. */
export function describeRefusal({ code, details = {} }: Refusal): string {
  const template = definitions[code]?.message ?? code;
  return fillTemplate(template, details)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 300);
}
