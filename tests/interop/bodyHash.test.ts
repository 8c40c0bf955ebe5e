import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from '../../src/bittensor/axon/route.ts';
import { createDendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import { type SignedRequest, signRequest } from '../../src/bittensor/dendrite/signRequest.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { parseSignature } from '../../src/bittensor/keys/parseSignature.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import { computeBodyHash } from '../../src/bittensor/synapse/computeBodyHash.ts';
import { pythonText } from '../../src/bittensor/synapse/pythonText.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import {
  anyFloat,
  anyText,
  type HashedValues,
  hashedSynapse,
  hashedValues,
  toExactJson,
} from './hashedSynapse.ts';
import { pythonOf } from './pythonOf.ts';
import { runPython } from './runPython.ts';
import { sdkReleases } from './sdkReleases.ts';
import { sendBytes } from './sendBytes.ts';
import { startAxon } from './startAxon.ts';
import { startPythonAxon } from './startPythonAxon.ts';
import { startPythonDendrites } from './startPythonDendrites.ts';
import { startRelay } from './startRelay.ts';

const texts = z.array(z.tuple([z.string(), z.string()]));
const answerSchema = z.object({
  signed: z.array(z.object({ headers: texts, body: z.string() })),
  verified: z.array(z.boolean()),
  floats: texts,
  texts,
  printability: z.array(z.tuple([z.enum(['shown', 'escaped', 'unassigned']), z.int()])),
});

const alice = keypairFromUri('//Alice');
const axon = { ip: '127.0.0.1', port: 8091, hotkey: keypairFromUri('//Bob').address };
const sample = <Value>(values: fc.Arbitrary<Value>, numRuns: number): Value[] =>
  fc.sample(values, { seed: 20_261_122, numRuns });

const hashed = sample(hashedValues, 150);
const floats = sample(anyFloat, 3_000);
const strings = sample(anyText, 3_000);
const image = { testnet_label: -1n, image: 'aGVsbG8=', prediction: -1 };

const echo = route(hashedSynapse, (values) => ({ reply: computeBodyHash(hashedSynapse, values) }));

describe.each(sdkReleases)('text and hashes of SDK $name', (release) => {
  const message = 'nonce.hotkey.hotkey.uuid.hash';
  const signature = `0x${Buffer.from(alice.sign(message)).toString('hex')}`;
  let answer: z.output<typeof answerSchema>;
  let ours: SignedRequest[];

  beforeAll(async () => {
    answer = answerSchema.parse(
      await runPython(pythonOf(release.variable), 'write_python_text.py', {
        axon: axon.hotkey,
        sign: [
          { synapse: 'ImageSynapse', values: JSON.stringify({ image: image.image }) },
          ...hashed.map((values) => ({ synapse: 'HashedSynapse', values: toExactJson(values) })),
        ],
        verify: [
          { hotkey: alice.address, message, signature },
          { hotkey: alice.address, message: `${message} `, signature },
        ],
        floats: toExactJson(floats),
        texts: strings,
      }),
    );
    ours = answer.signed.map(({ headers }, index) => signInstead(new Map(headers), hashed[index - 1]));
  });

  /** The request that we would sign in the place of the SDK, at the same time with the same uuid. */
  const signInstead = (theirs: ReadonlyMap<string, string>, values?: HashedValues): SignedRequest => {
    const identity = {
      keypair: alice,
      uuid: theirs.get('bt_header_dendrite_uuid') ?? '',
      externalIp: theirs.get('bt_header_dendrite_ip') ?? '',
      version: release.version,
    };
    const nonce = BigInt(theirs.get('bt_header_dendrite_nonce') ?? 0);
    return values === undefined
      ? signRequest(identity, axon, { synapse: imageSynapse, values: image, timeout: 9, nonce })
      : signRequest(identity, axon, { synapse: hashedSynapse, values, timeout: 9, nonce });
  };

  it('floats are written alike', () => {
    expect(floats.map((value) => [pythonText.float(value), pythonText.jsonFloat(value)])).toEqual(
      answer.floats,
    );
  });

  it('texts are written alike', () => {
    expect(strings.map((value) => [pythonText.quoted(value), pythonText.jsonString(value)])).toEqual(
      answer.texts,
    );
  });

  it('the same of all assigned characters are escaped', () => {
    const differing: string[] = [];
    let first = 0;
    for (const [kind, length] of answer.printability) {
      for (let code = first; code < first + length && kind !== 'unassigned'; code += 1) {
        const escaped = pythonText.quoted(String.fromCodePoint(code)).startsWith('\\', 1);
        // A backslash is doubled though it is printable.
        if (code !== 0x5c && escaped !== (kind === 'escaped')) differing.push(code.toString(16));
      }
      first += length;
    }
    expect(first).toBe(0x11_0000);
    expect(differing).toEqual([]);
  });

  it('header names, their order and all their values but sizes and signature are the same', () => {
    const comparable = ([name, value]: readonly [string, string]) =>
      /_size$|_signature$/.test(name) ? [name] : [name, value];
    for (const [index, { headers }] of answer.signed.entries()) {
      expect(ours[index]?.headers.map(comparable)).toEqual(headers.map(comparable));
    }
  });

  it('body hashes are the same', () => {
    const theirs = answer.signed.slice(1).map(({ headers }) => new Map(headers).get('computed_body_hash'));
    expect(hashed.map((values) => computeBodyHash(hashedSynapse, values))).toEqual(theirs);
    expect(new Set(theirs).size).toBe(hashed.length);
  });

  it('bodies are the same to the byte, but for size and signature', () => {
    const comparable = (body: string): string =>
      body.replace(/"total_size": \d+/, '').replace(/"signature": "0x[0-9a-f]{128}"/, '');
    for (const [index, { body }] of answer.signed.entries()) {
      expect(comparable(ours[index]?.body ?? '')).toBe(comparable(body));
      expect(comparable(body).length).toBeLessThan(body.length - 150);
    }
  });

  it('signatures are verified both ways', () => {
    expect(answer.verified).toEqual([true, false]);
    for (const { headers } of answer.signed.slice(0, 20)) {
      const theirs = new Map(headers);
      const [nonce, uuid] = ['nonce', 'uuid'].map((name) => theirs.get(`bt_header_dendrite_${name}`));
      const signed = `${nonce}.${alice.address}.${axon.hotkey}.${uuid}.${theirs.get('computed_body_hash')}`;
      const bytes = parseSignature(theirs.get('bt_header_dendrite_signature') ?? '');
      expect(bytes).toHaveLength(64);
      expect(verifySignature(signed, bytes ?? new Uint8Array(), alice.publicKey)).toBe(true);
      expect(verifySignature(`${signed} `, bytes ?? new Uint8Array(), alice.publicKey)).toBe(false);
    }
  });
});

describe.each(sdkReleases)('a synapse with hashed fields between us and SDK $name', (release) => {
  const live = hashed.slice(0, 30);
  const cleanups: (() => unknown)[] = [];
  afterAll(() => Promise.all(cleanups.map((clean) => clean())));

  /** The request with another count, as long as before. */
  const tampered = (request: Buffer): Buffer => {
    const other = (_match: string, key: string, digit: string) => `${key}${(Number(digit) % 9) + 1}`;
    return Buffer.from(request.toString('latin1').replace(/("count": -?)(\d)/, other), 'latin1');
  };

  it('arrives from Python whole, and altered on the way is refused', async () => {
    const python = await startPythonDendrites(release);
    cleanups.push(() => python.stop());
    const [first, second] = await Promise.all([startAxon({ routes: [echo] }), startAxon({ routes: [echo] })]);
    const relay = await startRelay(first.address.port);
    cleanups.push(
      () => relay.close(),
      () => first.axon.close(0),
      () => second.axon.close(0),
    );
    await python.open({ dendrite: 'alice', uri: '//Alice' });
    const call = (values: string) => ({
      dendrite: 'alice',
      axon: { ...first.address, port: relay.port },
      synapse: 'HashedSynapse' as const,
      values,
    });
    const replies = await Promise.all(live.map((values) => python.call(call(toExactJson(values)))));
    expect(replies.map(({ status, values }) => [status, values.reply])).toEqual(
      live.map((values) => [200, computeBodyHash(hashedSynapse, values)]),
    );

    const [captured] = relay.sent();
    if (captured === undefined) throw new Error('The relay saw no connection.');
    // The second axon is the same miner and has not seen the nonce: only the hash can tell.
    expect(await sendBytes(second.address.port, tampered(captured))).toMatchObject({
      status: 401,
      body: { code: 'RC_AXON_BODY_HASH_MISMATCH' },
    });
  });

  it('arrives at Python whole, and altered on the way is refused', async () => {
    const python = await startPythonAxon(release);
    const dendrite = createDendrite({ keypair: alice, version: release.version });
    const decoy = await startAxon({ routes: [echo] });
    const relay = await startRelay(decoy.address.port);
    cleanups.push(
      () => python.stop(),
      () => dendrite.close(),
      () => relay.close(),
      () => decoy.axon.close(0),
    );
    for (const values of live) {
      const reply = await dendrite.call(python.address, { synapse: hashedSynapse, values });
      expect(reply).toMatchObject({
        isSuccess: true,
        values: { ...values, reply: computeBodyHash(hashedSynapse, values) },
      });
    }

    const [values] = live;
    if (values === undefined) throw new Error('There are values.');
    await dendrite.call({ ...decoy.address, port: relay.port }, { synapse: hashedSynapse, values });
    const [captured] = relay.sent();
    if (captured === undefined) throw new Error('The relay saw no connection.');
    expect(await sendBytes(python.address.port, tampered(captured))).toMatchObject({ status: 500 });
  });
});
