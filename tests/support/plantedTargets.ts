import { expectOracle } from '../../fuzz/harness/expectOracle.ts';
import type { Target, Verdict } from '../../fuzz/harness/Target.ts';
import { text } from '../../fuzz/harness/text.ts';
import { defineErrors } from '../../src/support/errors/defineErrors.ts';

const plantedError = defineErrors({
  RC_PLANTED_REFUSED: { message: 'Refused.', hint: 'This parser exists to be broken by a test.' },
});

/** A parser of decimal numbers with one bug each, to prove that the harness finds it. */
const planted = (name: string, parse: (source: string) => number | Promise<number>): Target => ({
  name,
  oracle: 'reads decimal numbers below 1000; writing the number again gives the input',
  maxLength: 64,
  dictionary: ['!', '0'],
  makeValid: (random) => text.encode(String(random.below(1000))),
  async run(input): Promise<Verdict> {
    const source = text.decode(input);
    const number = await parse(source);
    expectOracle(String(number) === source, 'the number does not come out as it went in');
    return 'accepted';
  },
});

const strict = (source: string): number => {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(source)) throw plantedError('RC_PLANTED_REFUSED');
  return Number(source);
};

const hang = (): never => {
  for (;;) Math.random();
};

export const targets: readonly Target[] = [
  planted('sound', strict),
  planted('crash', (source) => {
    if (source.includes('!')) throw new TypeError('Cannot read properties of undefined');
    return strict(source);
  }),
  planted('hang', (source) => (source.includes('!') ? hang() : strict(source))),
  planted('never-settles', async (source) => {
    if (source.includes('!')) await new Promise<never>(() => undefined);
    return strict(source);
  }),
  planted('dies', (source) => {
    if (source.includes('!')) setImmediate(() => Promise.reject(new Error('nobody catches this')));
    return strict(source);
  }),
  planted('wrong-accept', (source) => (/^\d{1,3}$/.test(source) ? Number(source) : strict(source))),
  planted('wrong-reject', (source) => {
    if (source.startsWith('7')) throw plantedError('RC_PLANTED_REFUSED');
    return strict(source);
  }),
];
