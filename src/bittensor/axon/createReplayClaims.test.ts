import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createReplayClaims } from './createReplayClaims.ts';
import { createReplayGuard } from './createReplayGuard.ts';

const claims = () => {
  const { monotonicNs } = createManualClock();
  return createReplayClaims(createReplayGuard({ monotonicNs, retentionSeconds: 60, perHotkey: 10 }));
};
const used = { hotkey: 'validator', uuid: 'u', nonce: 1n };

describe('createReplayClaims', () => {
  it('answers at once while nothing is delegated', () => {
    const here = claims();
    expect(here.claim(used)).toBe('claimed');
    expect(here.claim(used)).toBe('seen');
    expect(here.has(used)).toBe(true);
  });

  it('asks the successor about what is new here, and only then', async () => {
    const [here, there] = [claims(), claims()];
    let asked = 0;
    here.delegate(async (nonce) => {
      asked += 1;
      return there.claimHere(nonce);
    });
    expect(await here.claim(used)).toBe('claimed');
    expect(here.claim(used)).toBe('seen');
    expect(asked).toBe(1);
    const other = { ...used, nonce: 2n };
    expect(there.claim(other)).toBe('claimed');
    expect(await here.claim(other)).toBe('seen');
    here.delegate(null);
    expect(here.claim({ ...used, nonce: 3n })).toBe('claimed');
  });

  it('lets the claim made here stand when the successor is gone', async () => {
    const here = claims();
    here.delegate(() => Promise.reject(new Error('the pipe is closed')));
    expect(await here.claim(used)).toBe('claimed');
    expect(here.claim(used)).toBe('seen');
  });
});
