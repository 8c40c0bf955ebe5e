import { synapseError } from '../synapse/errors.ts';
import { axonError, type RefusalCode } from './errors.ts';

/**
 * Why a request is not answered. A value and not an exception: strangers cause most of them, and a stack trace for
 * each would cost more than the refusal.
 */
export interface Refusal {
  code: RefusalCode;
  details?: Readonly<Record<string, unknown>>;
}

export const isRefusal = (value: object): value is Refusal => 'code' in value;

const definitions: Record<string, { message: string; hint: string }> = {
  ...axonError.definitions,
  ...synapseError.definitions,
};

/** The sentence of a refusal, its details filled in: one line of printable ASCII, fit for a header. */
export function describeRefusal({ code, details = {} }: Refusal): string {
  const template = definitions[code]?.message ?? code;
  return template
    .replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole))
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 300);
}
