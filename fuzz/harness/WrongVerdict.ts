import type { FailureKind } from './Target.ts';

/** An oracle disagrees with the code under test. Not a RoadcrewError, so that no parser's own error is taken for it. */
export class WrongVerdict extends Error {
  override readonly name = 'WrongVerdict';
  readonly kind: FailureKind;

  constructor(why: string, kind: 'wrong-accept' | 'wrong-reject' = 'wrong-accept') {
    super(why);
    this.kind = kind;
  }
}
