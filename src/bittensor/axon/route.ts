import { computeBodyHash } from '../synapse/computeBodyHash.ts';
import type { Synapse, SynapseFields, SynapseValues } from '../synapse/defineSynapse.ts';
import { parsePythonJson } from '../synapse/parsePythonJson.ts';
import { readSynapseBody } from '../synapse/readSynapseBody.ts';

/** A verified call, as the handler of a route sees it. */
export interface Call {
  /** SS58 address of the caller; its signature was verified. */
  readonly hotkey: string;
  readonly uuid: string;
  /** Nanoseconds since 1970 by the caller's clock. */
  readonly nonce: bigint;
  readonly address: string;
  /** Nanoseconds since 1970 at which the headers were complete. */
  readonly receivedNs: bigint;
  /** Seconds that the caller waits, counted from `receivedNs` and capped; an answer after that is lost. */
  readonly timeout: number;
  /** Seconds by which this clock is ahead of the caller's, the way here included. */
  readonly clockOffset: number;
  /** Aborted when the caller hangs up (the reason is an `AbortError`) or the time is over (a `TimeoutError`). */
  readonly signal: AbortSignal;
}

/** Answers a call with the fields that it fills in. Only those travel back. */
export type Forward<Fields extends SynapseFields> = (
  values: SynapseValues<Fields>,
  call: Call,
) => Promise<Partial<SynapseValues<Fields>>> | Partial<SynapseValues<Fields>>;

/** A synapse and its handler, its field types no longer visible. */
export interface Route {
  readonly synapse: Synapse;
  /** @throws RC_SYNAPSE_… when the text does not hold the synapse. */
  readBody(text: string): { values: SynapseValues; hash: () => string };
  forward(values: SynapseValues, call: Call): Promise<Partial<SynapseValues>>;
  /**
   * The fields of the result; of the rest only the required ones, as they came, because the SDK's dendrite does not
   * accept a synapse without them.
   * @throws RangeError for a number that JSON does not have: it would poison the validator's history.
   */
  writeResult(result: Partial<SynapseValues>, values: SynapseValues): string;
}

/**
 * Serves `synapse` at `POST /<name>`.
 * @example
 * route(Greeting, async ({ person }) => ({ reply: `Hello ${person}` }))
 */
export function route<Fields extends SynapseFields>(
  synapse: Synapse<Fields>,
  forward: Forward<Fields>,
): Route {
  return {
    synapse,
    readBody(text) {
      const values = readSynapseBody(synapse, parsePythonJson(text));
      return { values, hash: () => computeBodyHash(synapse, values) };
    },
    forward: async (values, call) => forward(values as SynapseValues<Fields>, call),
    writeResult(result, values) {
      const members = Object.entries(synapse.fields).flatMap(([name, declared]) => {
        const given = Object.hasOwn(result, name) ? result[name] : undefined;
        const value: unknown = given ?? (declared.initial === undefined ? values[name] : undefined);
        if (value === undefined) return [];
        if (typeof value === 'number' && !Number.isFinite(value)) {
          throw new RangeError(`The handler of ${synapse.name} set ${name} to ${value}.`);
        }
        return [`${JSON.stringify(name)}:${declared.toJson(value)}`];
      });
      return `{${members.join(',')}}`;
    },
  };
}
