import type { Synapse, SynapseFields, SynapseValues } from './defineSynapse.ts';
import { synapseError } from './errors.ts';

/** A parsed JSON value that is an object, not a list and not null. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Takes the declared fields out of a parsed body; whatever else the body holds is ignored, the caller's identity
 * above all: that comes from the headers, which are signed.
 * @throws RC_SYNAPSE_NOT_AN_OBJECT, RC_SYNAPSE_FIELD_INVALID
 */
export function readSynapseBody<Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  body: unknown,
): SynapseValues<Fields> {
  if (!isJsonObject(body)) throw synapseError('RC_SYNAPSE_NOT_AN_OBJECT');
  const values: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(synapse.fields)) {
    const given = Object.hasOwn(body, name) ? body[name] : declared.initial;
    values[name] = declared.read(given, name);
  }
  return values as SynapseValues<Fields>;
}
