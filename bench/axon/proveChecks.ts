import { checkReply } from './checkReply.ts';
import { openConnection, type WireReply } from './openConnection.ts';
import { type CallTarget, type SignedCall, signCalls } from './signCalls.ts';

const exchange = (port: number, call: SignedCall): Promise<WireReply> =>
  new Promise((resolve, reject) => {
    openConnection(port, reject).then((connection) => {
      connection.call(call, (reply) => {
        connection.close();
        resolve(reply);
      });
    }, reject);
  });

const signatureHeader = /(?<=bt_header_dendrite_signature: )0x[\da-f]{128}/;

/** The signature of another call: well formed, made by the right key, but not for this message. */
const withSignatureOf = (call: SignedCall, other: SignedCall): SignedCall => {
  const foreign = signatureHeader.exec(other.start.toString('latin1'))?.[0] ?? '';
  return {
    ...call,
    start: Buffer.from(call.start.toString('latin1').replace(signatureHeader, foreign), 'latin1'),
  };
};

/**
 * Proves that the server verifies what it is measured with: a good call is answered, the same call again and a
 * call with the signature of another are refused with 401.
 * @throws Error when one of them is not
 */
export async function proveChecks(target: CallTarget): Promise<void> {
  const [good, victim, other] = await signCalls(target, 3);
  if (!good || !victim || !other) throw new Error('Nothing was signed.');
  checkReply(await exchange(target.port, good));
  const replayed = await exchange(target.port, good);
  const forged = await exchange(target.port, withSignatureOf(victim, other));
  for (const [what, { status, body }] of [
    ['replayed call', replayed] as const,
    ['forged signature', forged] as const,
  ]) {
    if (status !== 401)
      throw new Error(`The server answered a ${what} with ${status}: ${body.slice(0, 200)}`);
  }
  // The forged call did not use up its nonce, or a forger could keep honest calls out.
  checkReply(await exchange(target.port, victim));
}
