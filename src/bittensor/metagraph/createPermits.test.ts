import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPermits } from './createPermits.ts';

it('permits exactly those with a permit and stake enough, unknown stake included', () => {
  const neuron = fc.record({
    hotkey: fc.string({ minLength: 1, maxLength: 4 }),
    validatorPermit: fc.boolean(),
    stake: fc.option(fc.bigInt(0n, 100n), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(neuron, { selector: ({ hotkey }) => hotkey }),
      fc.bigInt(0n, 100n),
      (drawn, minimumStakeRao) => {
        const neurons = drawn.map(({ stake, ...rest }, uid) => ({
          uid,
          ...rest,
          ...(stake !== undefined && { stake }),
        }));
        const permits = createPermits({ neurons }, { minimumStakeRao });
        for (const { hotkey, validatorPermit, stake } of drawn) {
          const enough = stake === undefined || stake >= minimumStakeRao;
          expect(permits.permitted(hotkey)).toBe(validatorPermit && enough);
          expect(permits.validators.includes(hotkey)).toBe(validatorPermit && enough);
          expect(permits.known(hotkey)).toBe(true);
          expect(permits.stakeOf(hotkey)).toBe(stake ?? null);
        }
        expect(permits.known('a stranger')).toBe(false);
        expect(permits.permitted('a stranger')).toBe(false);
      },
    ),
  );
});
