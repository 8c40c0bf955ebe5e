import { WrongVerdict } from './WrongVerdict.ts';

/** States what must hold of an accepted input. @throws WrongVerdict */
export function expectOracle(holds: boolean, why: string): asserts holds {
  if (!holds) throw new WrongVerdict(why);
}
