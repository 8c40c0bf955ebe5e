import { synapseError } from './errors.ts';
import type { Field } from './field.ts';

/** The fields of a synapse by name, in the order in which they travel. */
export type SynapseFields = Readonly<Record<string, Field<unknown>>>;

/** The values of a synapse's fields. */
export type SynapseValues<Fields extends SynapseFields = SynapseFields> = {
  [Name in keyof Fields]: Fields[Name] extends Field<infer Value> ? Value : never;
};

/** A message type of a subnet: its name is the route on the axon. */
export interface Synapse<Fields extends SynapseFields = SynapseFields> {
  readonly name: string;
  readonly fields: Fields;
  /** Fields whose values the signature covers, in order (`required_hash_fields` of the Python class). */
  readonly requiredHashFields: readonly string[];
}

// The members of the SDK's base class, which travel in the same JSON object.
const reserved = new Set([
  ...['name', 'timeout', 'total_size', 'header_size', 'dendrite', 'axon'],
  ...['computed_body_hash', 'required_hash_fields', '__proto__'],
]);

/**
 * Declares a synapse once; headers, body, hash, axon route and dendrite call all follow from it.
 * @example
 * const Greeting = defineSynapse('Greeting', { person: field.text(), reply: field.text('') });
 * @throws RC_SYNAPSE_FIELD_RESERVED
 */
export function defineSynapse<const Fields extends SynapseFields>(
  name: string,
  fields: Fields,
  options: { requiredHashFields?: readonly (keyof Fields & string)[] } = {},
): Synapse<Fields> {
  const taken = Object.keys(fields).find((key) => reserved.has(key));
  if (taken !== undefined) throw synapseError('RC_SYNAPSE_FIELD_RESERVED', { synapse: name, field: taken });
  return { name, fields, requiredHashFields: options.requiredHashFields ?? [] };
}
