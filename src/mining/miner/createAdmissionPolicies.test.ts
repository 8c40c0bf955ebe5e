import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createAdmissionPolicies } from './createAdmissionPolicies.ts';
import { type ModelState, modelStates } from './createMinerMetrics.ts';

const caller = 'caller';
const snapshotArbitrary = fc.option(
  fc.record({
    own: fc.boolean(),
    ageSeconds: fc.nat(1_000_000),
    caller: fc.option(
      fc.record({ permit: fc.boolean(), stake: fc.option(fc.bigInt(0n, 100n), { nil: undefined }) }),
    ),
  }),
);

describe('createAdmissionPolicies', () => {
  it('holds rulings 29 to 32 for any snapshot, stake, model, source and load', () => {
    fc.assert(
      fc.property(
        snapshotArbitrary,
        fc.constantFrom<ModelState>(...modelStates),
        fc.bigInt(0n, 100n),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, model, minimumStakeRao, canLookUp, pressure) => {
          const clock = createManualClock();
          const open = new Set<string>();
          const snapshot: MetagraphSnapshot | null = given && {
            ...{ format: 1, netuid: 72, at: new Date(clock.now() - given.ageSeconds * 1_000).toISOString() },
            neurons: [
              ...(given.own ? [{ uid: 0, hotkey: 'own', validatorPermit: false }] : []),
              ...(given.caller
                ? [
                    {
                      ...{ uid: 1, hotkey: caller, validatorPermit: given.caller.permit },
                      ...(given.caller.stake !== undefined && { stake: given.caller.stake }),
                    },
                  ]
                : []),
            ],
          };
          const { policy, permits, snapshotAgeSeconds } = createAdmissionPolicies({
            ...{ hotkey: 'own', minimumStakeRao, modelState: () => model, pressure: () => pressure, clock },
            metagraph: {
              ...{ current: () => snapshot, subscribe: () => () => {}, close: () => {} },
              ...(canLookUp && { lookUp: async () => true }),
            },
            alerts: { open: (kind) => open.add(kind), over: (kind) => open.delete(kind) },
          });

          // 503 without a snapshot or before the first model, and only then.
          expect(policy.notReady() === null).toBe(snapshot !== null && model !== 'never');
          const stake = given?.caller?.stake ?? minimumStakeRao;
          const isPermitted = given?.caller?.permit === true && stake >= minimumStakeRao;
          const isKnown = given?.caller != null;
          expect(policy.permit(caller)).toBe(isPermitted ? 'yes' : !isKnown && canLookUp ? 'ask' : 'no');
          expect(permits().permitted(caller)).toBe(isPermitted);
          expect(policy.shed?.()).toBe(pressure >= 0.8);
          // Of any age: age is told, never held against anybody.
          expect(snapshotAgeSeconds()).toBe(given === null ? null : given.ageSeconds);
          if (given !== null) expect(open.has('permit-lost')).toBe(!given.own || !isPermitted);
        },
      ),
    );
  });
});
