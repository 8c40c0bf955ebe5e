import { identities } from './identities.ts';
import type { WireReply } from './openConnection.ts';

const expected = new RegExp(`"prediction": *${identities.prediction}[,}]`);

/** @throws Error unless this is 200 with the prediction of the trivial forward: a refusal is cheap and would win. */
export function checkReply({ status, body }: WireReply): void {
  if (status === 200 && expected.test(body)) return;
  throw new Error(`A measured call was answered with ${status}: ${body.slice(-200)}`);
}
