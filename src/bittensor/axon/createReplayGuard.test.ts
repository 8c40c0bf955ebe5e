import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplayGuard } from './createReplayGuard.ts';

const second = 1_000_000_000n;

describe('createReplayGuard', () => {
  it('agrees with a list that is searched from end to end', () => {
    const step = fc.record({
      hotkey: fc.constantFrom('a', 'b'),
      uuid: fc.constantFrom('u', 'v'),
      nonce: fc.bigInt(1n, 4n),
      waitSeconds: fc.nat(6),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = 0n;
        const guard = createReplayGuard({ monotonicNs: () => now, retentionSeconds: 10, perHotkey: 3 });
        const claims: { hotkey: string; uuid: string; nonce: bigint; at: bigint }[] = [];
        for (const { waitSeconds, ...used } of steps) {
          now += BigInt(waitSeconds) * second;
          const alive = claims.filter(({ at }) => at + 10n * second > now);
          const same = alive.some(
            (claim) => claim.hotkey === used.hotkey && claim.uuid === used.uuid && claim.nonce === used.nonce,
          );
          const full = alive.filter(({ hotkey }) => hotkey === used.hotkey).length >= 3;
          expect(guard.has(used)).toBe(same);
          const outcome = guard.claim(used);
          expect(outcome).toBe(same ? 'seen' : full ? 'full' : 'claimed');
          if (outcome === 'claimed') claims.push({ ...used, at: now });
          expect(guard.size).toBe(alive.length + (outcome === 'claimed' ? 1 : 0));
        }
      }),
    );
  });

  it('tells its successor what it knows', () => {
    const options = { monotonicNs: () => 0n, retentionSeconds: 10, perHotkey: 9 };
    const first = createReplayGuard(options);
    first.claim({ hotkey: 'a', uuid: 'u', nonce: 1n });
    const second = createReplayGuard(options);
    second.import(first.export());
    expect(second.claim({ hotkey: 'a', uuid: 'u', nonce: 1n })).toBe('seen');
    expect(second.claim({ hotkey: 'a', uuid: 'u', nonce: 2n })).toBe('claimed');
  });
});
