import { afterEach, describe, expect, it } from 'vitest';
import { createSignatureVerifier, type SignatureVerifierOptions } from './createSignatureVerifier.ts';
import { keypairFromUri } from './keypairFromUri.ts';
import type { SignatureVerifier } from './SignatureVerifier.ts';

const alice = keypairFromUri('//Alice');
const signature = alice.sign('message');
const forged = signature.map((byte, index) => (index === 3 ? byte ^ 1 : byte));

const open: SignatureVerifier[] = [];
const create = (options: SignatureVerifierOptions): SignatureVerifier => {
  const verifier = createSignatureVerifier(options);
  open.push(verifier);
  return verifier;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((verifier) => verifier.close()));
});

const script = (source: string): URL => new URL(`data:text/javascript,${encodeURIComponent(source)}`);
/** Answers `true`; dies on a message that starts with "die". */
const fragile = script(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, data }) => {
    if (Buffer.from(data.subarray(96)).toString().startsWith('die')) throw new Error('struck down');
    parentPort.postMessage({ id, valid: true });
  });
`);

describe.each([0, 1, 2])('createSignatureVerifier with %d threads', (threads) => {
  it('tells good from forged and malformed', async () => {
    const verifier = create({ threads });
    const verdicts = await Promise.all([
      verifier.verify('message', signature, alice.publicKey),
      verifier.verify(Buffer.from('message'), signature, alice.publicKey),
      verifier.verify('message', alice.sign('<Bytes>message</Bytes>'), alice.publicKey),
      verifier.verify('message', forged, alice.publicKey),
      verifier.verify('message', signature.subarray(1), alice.publicKey),
      verifier.verify('message', signature, alice.publicKey.subarray(1)),
    ]);
    expect(verdicts).toEqual([true, true, true, false, false, false]);
  });

  it('answers each of many its own question', async () => {
    const verifier = create({ threads });
    const jobs = Array.from({ length: 60 }, (_, index) => index % 3 === 0);
    const verdicts = await Promise.all(
      jobs.map((good) => verifier.verify('message', good ? signature : forged, alice.publicKey)),
    );
    expect(verdicts).toEqual(jobs);
  });

  it('takes nothing more once closed', async () => {
    const verifier = create({ threads });
    await verifier.close();
    await expect(verifier.verify('message', signature, alice.publicKey)).rejects.toMatchObject({
      code: 'RC_KEYS_VERIFIER_CLOSED',
    });
  });
});

describe('the verifier pool', () => {
  it('refuses work beyond its queue and recovers', async () => {
    const verifier = create({ threads: 1, maxQueue: 5 });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => verifier.verify('message', signature, alice.publicKey)),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(7); // 8 in the thread, 5 in the queue
    expect(refused[0]).toMatchObject({ reason: { code: 'RC_KEYS_VERIFIER_BUSY' } });
    await expect(verifier.verify('message', signature, alice.publicKey)).resolves.toBe(true);
  });

  it('does not see what the caller does to its buffers afterwards', async () => {
    const verifier = create({ threads: 1 });
    const message = Buffer.from('message');
    const verdict = verifier.verify(message, signature, alice.publicKey);
    message.fill(0);
    await expect(verdict).resolves.toBe(true);
  });

  it('tries a job again after a crash, then rejects it, and works on', async () => {
    const verifier = create({ threads: 1, workerUrl: fragile });
    await expect(verifier.verify('die', signature, alice.publicKey)).rejects.toMatchObject({
      code: 'RC_KEYS_VERIFIER_CRASHED',
      cause: { message: 'struck down' },
    });
    await expect(verifier.verify('live', signature, alice.publicKey)).resolves.toBe(true);
  });

  it('rejects with a code when its thread cannot start', async () => {
    const verifier = create({ threads: 2, workerUrl: script('throw new Error("no such thing")') });
    const attempts = Array.from({ length: 30 }, () => verifier.verify('message', signature, alice.publicKey));
    for (const result of await Promise.allSettled(attempts)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'RC_KEYS_VERIFIER_CRASHED' } });
    }
  });

  it('rejects what is under way when it is closed', async () => {
    const silent = script(
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {});`,
    );
    const verifier = create({ threads: 1, workerUrl: silent });
    const waiting = Array.from({ length: 12 }, () => verifier.verify('message', signature, alice.publicKey));
    const settled = Promise.allSettled(waiting);
    await verifier.close();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'RC_KEYS_VERIFIER_CLOSED' } });
    }
  });
});
