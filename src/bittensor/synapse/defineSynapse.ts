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

/**
 * Declares a synapse once; headers, body, hash, axon route and dendrite call all follow from it.
 * @example
 * const Greeting = defineSynapse('Greeting', { name: field.text(), reply: field.text('') });
 */
export function defineSynapse<const Fields extends SynapseFields>(
  name: string,
  fields: Fields,
  options: { requiredHashFields?: readonly (keyof Fields & string)[] } = {},
): Synapse<Fields> {
  return { name, fields, requiredHashFields: options.requiredHashFields ?? [] };
}
