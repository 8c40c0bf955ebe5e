import { createHash } from 'node:crypto';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { computeBodyHash, emptyBodyHash } from './computeBodyHash.ts';
import { defineSynapse, type SynapseValues } from './defineSynapse.ts';
import { field } from './field.ts';
import { readSynapseBody } from './readSynapseBody.ts';
import { createTerminal } from './terminal.ts';
import { writeRequestBody } from './writeRequestBody.ts';
import { writeRequestHeaders } from './writeRequestHeaders.ts';

const translation = defineSynapse(
  'Translation',
  {
    text: field.text(),
    scores: field.list(field.float()),
    tries: field.integer(1n),
    formal: field.boolean(false),
    answer: field.text(''),
  },
  { requiredHashFields: ['text', 'scores'] },
);
const values: SynapseValues<(typeof translation)['fields']> = {
  text: 'naïve “quote”',
  scores: [1, 0.5],
  tries: 3n,
  formal: true,
  answer: '',
};
const envelope = {
  timeout: 12,
  totalSize: 99n,
  dendrite: createTerminal(),
  axon: createTerminal({ port: 8091n }),
};

describe('a synapse', () => {
  it('knows the types of its fields', () => {
    expectTypeOf(values).toEqualTypeOf<{
      readonly text: string;
      readonly scores: readonly number[];
      readonly tries: bigint;
      readonly formal: boolean;
      readonly answer: string;
    }>();
  });

  it('may not declare what every synapse has', () => {
    for (const name of ['name', 'timeout', 'dendrite', 'computed_body_hash']) {
      expect(() => defineSynapse('Clash', { [name]: field.text('') })).toThrow(
        expect.objectContaining({ code: 'RC_SYNAPSE_FIELD_RESERVED' }),
      );
    }
  });

  it('travels there and back', () => {
    const body = writeRequestBody(translation, values, envelope);
    expect(body).toContain(
      '"text": "na\\u00efve \\u201cquote\\u201d", "scores": [1.0, 0.5], "tries": 3, "formal": true',
    );
    expect(readSynapseBody(translation, JSON.parse(body))).toEqual(values);
  });

  it('announces its required fields by empty instances', () => {
    const headers = new Map(
      writeRequestHeaders(translation, envelope, { headerSize: 1n, computedBodyHash: 'h' }),
    );
    expect(headers.get('bt_header_input_obj_text')).toBe(Buffer.from('""').toString('base64'));
    expect(headers.get('bt_header_input_obj_scores')).toBe(Buffer.from('[]').toString('base64'));
    expect(headers.has('bt_header_input_obj_tries')).toBe(false);
    expect(headers.get('bt_header_axon_port')).toBe('8091');
    expect(headers.has('bt_header_axon_ip')).toBe(false);
  });

  it('hashes the declared fields, and nothing when none is declared', () => {
    const sha3 = (text: string): string => createHash('sha3-256').update(text).digest('hex');
    expect(computeBodyHash(translation, values)).toBe(sha3(sha3('naïve “quote”') + sha3('[1.0, 0.5]')));
    expect(computeBodyHash(defineSynapse('Bare', { text: field.text('') }), { text: 'x' })).toBe(
      emptyBodyHash,
    );
    expect(emptyBodyHash).toBe('a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a');
  });

  it('refuses a body without a required field, of another type, or that is no object', () => {
    const refusal = (body: unknown) => {
      try {
        return readSynapseBody(translation, body);
      } catch (error) {
        return (error as { code: unknown }).code;
      }
    };
    expect(refusal({ text: 'a' })).toBe('RC_SYNAPSE_FIELD_INVALID');
    expect(refusal({ text: 5, scores: [] })).toBe('RC_SYNAPSE_FIELD_INVALID');
    expect(refusal({ text: 'a', scores: ['x'] })).toBe('RC_SYNAPSE_FIELD_INVALID');
    expect(refusal({ text: 'a', scores: [], tries: 1.5 })).toBe('RC_SYNAPSE_FIELD_INVALID');
    for (const body of [null, [], 'a', 1]) expect(refusal(body)).toBe('RC_SYNAPSE_NOT_AN_OBJECT');
    // Fields come from the body itself, never from what every object inherits.
    const inherited = defineSynapse('Inherited', { toString: field.text('own') });
    expect(readSynapseBody(inherited, {})).toEqual({ toString: 'own' });
  });

  it.each([
    [field.float(), '0.25', 0.25],
    [field.float(), true, 1],
    [field.float(), 1795363522526004906n, 1795363522526005000],
    [field.integer(), '12', 12n],
    [field.integer(), 7, 7n],
    [field.boolean(), 'yes', true],
    [field.boolean(), 0, false],
  ])('is as lax as pydantic: %#', (kind, given, expected) => {
    expect(kind.read(given, 'x')).toBe(expected);
  });
});
