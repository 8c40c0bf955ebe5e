import type { Synapse, SynapseFields, SynapseValues } from './defineSynapse.ts';
import { pythonText } from './pythonText.ts';
import { type Terminal, terminalFields } from './terminal.ts';

/** What every synapse carries beside its own fields. */
export interface SynapseEnvelope {
  /** Seconds. */
  timeout: number;
  /** `sys.getsizeof` of a Python object: an integer that nobody reads. */
  totalSize: bigint;
  dendrite: Terminal;
  axon: Terminal;
}

const terminalJson = (terminal: Terminal): string => {
  const members = terminalFields.map(([wireName, property, kind]) => {
    const value = terminal[property];
    return `"${wireName}": ${value === null ? 'null' : kind.toJson(value)}`;
  });
  return `{${members.join(', ')}}`;
};

/**
 * The JSON text of a request as SDK 9 and 10 send it: same keys in the same order, Python's separators, floats with
 * a point. `header_size` is 0 and `computed_body_hash` empty in the body; their true values travel as headers.
 */
export function writeRequestBody<Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  values: SynapseValues<Fields>,
  envelope: SynapseEnvelope,
): string {
  const members = [
    `"name": ${pythonText.jsonString(synapse.name)}`,
    `"timeout": ${pythonText.jsonFloat(envelope.timeout)}`,
    `"total_size": ${envelope.totalSize}`,
    '"header_size": 0',
    `"dendrite": ${terminalJson(envelope.dendrite)}`,
    `"axon": ${terminalJson(envelope.axon)}`,
    '"computed_body_hash": ""',
    ...Object.entries(synapse.fields).map(
      ([name, declared]) =>
        `${pythonText.jsonString(name)}: ${declared.toJson((values as SynapseValues)[name])}`,
    ),
  ];
  return `{${members.join(', ')}}`;
}
