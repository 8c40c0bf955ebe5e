import { isUtf8 } from 'node:buffer';
import type { Synapse, SynapseFields, SynapseValues } from '../synapse/defineSynapse.ts';
import { field } from '../synapse/field.ts';
import { isJsonContentType } from '../synapse/isJsonContentType.ts';
import { parsePythonJson } from '../synapse/parsePythonJson.ts';
import { isJsonObject, readSynapseBody } from '../synapse/readSynapseBody.ts';
import { createTerminal, type Terminal, terminalFields } from '../synapse/terminal.ts';
import type { ExchangeFailure, HttpReply } from './exchange.ts';

/** A synapse after the call: what the validator's code would see. */
export interface Reply<Fields extends SynapseFields> {
  /** The fields as the miner returned them; those that were sent when it did not answer with 200. */
  values: SynapseValues<Fields>;
  name: string;
  /** Seconds. */
  timeout: number;
  /** `statusCode` and `statusMessage` tell how it went; 200 only when the miner said so itself. */
  dendrite: Terminal;
  axon: Terminal;
  isSuccess: boolean;
}

type Draft<Fields extends SynapseFields> = Omit<Reply<Fields>, 'isSuccess'>;

const defaultTimeout = 12;

const readTerminal = (value: unknown, side: string): Terminal => {
  const terminal: Record<keyof Terminal, unknown> = createTerminal();
  if (!isJsonObject(value)) return createTerminal();
  for (const [wireName, property, kind] of terminalFields) {
    const given = value[wireName];
    if (given !== undefined && given !== null) terminal[property] = kind.read(given, `${side}.${wireName}`);
  }
  return terminal as Terminal;
};

/** `bt_header_…` of a reply. Names in any other case than lower are overlooked, as the SDK does. */
const readTerminalHeaders = (rawHeaders: readonly string[], side: 'axon' | 'dendrite'): Partial<Terminal> => {
  const found: Record<string, unknown> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const known = terminalFields.find(([wireName]) => rawHeaders[index] === `bt_header_${side}_${wireName}`);
    if (known) found[known[1]] = known[2].read(rawHeaders[index + 1], `${side}.${known[0]}`);
  }
  return found;
};

const readJson = ({ contentType, body, status }: HttpReply): Readonly<Record<string, unknown>> => {
  if (!isJsonContentType(contentType)) {
    throw new TypeError(`${status}, unexpected content type: ${contentType.split(';')[0]}`);
  }
  if (!isUtf8(body)) throw new TypeError('the reply is not valid UTF-8');
  const parsed = parsePythonJson(body.toString('utf8'), { allowNonFinite: true });
  if (!isJsonObject(parsed)) throw new TypeError('the reply is not a JSON object');
  return parsed;
};

const readSuccess = <Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  json: Readonly<Record<string, unknown>>,
): Draft<Fields> => ({
  values: readSynapseBody(synapse, json),
  // Whatever the reply says, pydantic forces the class name.
  name: synapse.name,
  timeout:
    json.timeout === undefined || json.timeout === null
      ? defaultTimeout
      : field.float().read(json.timeout, 'timeout'),
  dendrite: readTerminal(json.dendrite, 'dendrite'),
  axon: readTerminal(json.axon, 'axon'),
});

/**
 * Applies what came back to the synapse that was sent, as the SDK's dendrite does: a field is overwritten only by a
 * 200 that fits the synapse's types; any other outcome leaves the fields and says why in `dendrite`.
 * Source: bittensor 10.2.0 core/dendrite.py:726-786.
 * @param seconds time that the exchange took
 */
export function readReply<Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  sent: Draft<Fields>,
  outcome: HttpReply | ExchangeFailure,
  seconds: number,
): Reply<Fields> {
  let draft = { ...sent, dendrite: { ...sent.dendrite }, axon: { ...sent.axon } };
  if ('statusMessage' in outcome) {
    draft.dendrite.statusCode = BigInt(outcome.statusCode);
    draft.dendrite.statusMessage = outcome.statusMessage;
    return { ...draft, isSuccess: false };
  }
  try {
    const json = readJson(outcome);
    if (outcome.status === 200) draft = readSuccess(synapse, json);
    else {
      draft.axon.statusCode = BigInt(outcome.status);
      draft.axon.statusMessage =
        json.message === undefined || json.message === null
          ? null
          : field.text().read(json.message, 'message');
    }
    Object.assign(draft.dendrite, readTerminalHeaders(outcome.rawHeaders, 'dendrite'));
    Object.assign(draft.axon, readTerminalHeaders(outcome.rawHeaders, 'axon'));
    draft.dendrite.statusCode = draft.axon.statusCode;
    draft.dendrite.statusMessage = draft.axon.statusMessage;
    draft.dendrite.processTime = seconds;
  } catch (error) {
    draft.dendrite.statusCode = 422n;
    draft.dendrite.statusMessage = `Failed to parse response: ${error instanceof Error ? error.message : error}`;
  }
  return { ...draft, isSuccess: draft.dendrite.statusCode === 200n };
}
