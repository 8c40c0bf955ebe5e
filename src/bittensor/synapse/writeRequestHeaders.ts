import type { Synapse } from './defineSynapse.ts';
import { pythonText } from './pythonText.ts';
import { type Terminal, terminalFields } from './terminal.ts';
import type { SynapseEnvelope } from './writeRequestBody.ts';

/** A header as it goes on the wire: its name in the given case, its value. */
export type HeaderPair = readonly [name: string, value: string];

const terminalHeaders = (side: 'axon' | 'dendrite', terminal: Terminal): HeaderPair[] =>
  terminalFields.flatMap(([wireName, property, kind]): HeaderPair[] => {
    const value = terminal[property];
    return value === null ? [] : [[`bt_header_${side}_${wireName}`, kind.toText(value)]];
  });

/**
 * The headers of a request in the SDK's order. Values that nobody set are left out; each required field adds
 * `bt_header_input_obj_<field>`, which holds an *empty* instance of its type (base64 of its JSON), as in the SDK.
 */
export function writeRequestHeaders(
  synapse: Synapse,
  envelope: SynapseEnvelope,
  hashes: { headerSize: bigint; computedBodyHash: string },
): HeaderPair[] {
  const inputs = Object.entries(synapse.fields)
    .filter(([, declared]) => declared.initial === undefined)
    .map(([name, declared]): HeaderPair => {
      const json = Buffer.from(declared.toJson(declared.empty), 'utf8');
      return [`bt_header_input_obj_${name}`, json.toString('base64')];
    });
  return [
    ['name', synapse.name],
    ['timeout', pythonText.float(envelope.timeout)],
    ...terminalHeaders('axon', envelope.axon),
    ...terminalHeaders('dendrite', envelope.dendrite),
    ...inputs,
    ['header_size', String(hashes.headerSize)],
    ['total_size', String(envelope.totalSize)],
    ['computed_body_hash', hashes.computedBodyHash],
  ];
}
