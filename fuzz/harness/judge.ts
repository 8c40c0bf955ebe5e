import { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import type { FailureKind, Target, Verdict } from './Target.ts';
import { WrongVerdict } from './WrongVerdict.ts';

/** What became of one input. `key` is the same for failures that have the same cause, as far as a message tells. */
export type Judgement = { verdict: Verdict } | { verdict: FailureKind; why: string; key: string };

const failure = (kind: FailureKind, why: string): Judgement => ({
  verdict: kind,
  why,
  key: `${kind} ${why.replace(/\d+/g, '#').slice(0, 120)}`,
});

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const frame = /\n\s+at (?!node:)(.*)/.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message.slice(0, 300)} at ${frame.replace(/^.*\/((?:src|fuzz|tests)\/)/, '$1')}`;
};

/**
 * Runs one input and sorts the outcome: only a RoadcrewError is a clean refusal.
 * @param valid whether the input was made to be accepted
 */
export async function judge(target: Target, input: Uint8Array, valid: boolean): Promise<Judgement> {
  try {
    const verdict = await target.run(input);
    return verdict === 'rejected' && valid
      ? failure('wrong-reject', 'a valid input was refused')
      : { verdict };
  } catch (error) {
    if (error instanceof WrongVerdict) return failure(error.kind, error.message);
    if (!(error instanceof RoadcrewError)) return failure('crash', describe(error));
    return valid
      ? failure('wrong-reject', `a valid input was refused with ${error.code}`)
      : { verdict: 'rejected' };
  }
}
