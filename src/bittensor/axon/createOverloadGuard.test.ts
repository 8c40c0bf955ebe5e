import { describe, expect, it } from 'vitest';
import { createOverloadGuard } from './createOverloadGuard.ts';
import type { RefusalCode } from './errors.ts';

const setUp = () => {
  let now = 0n;
  const delays: number[] = [];
  const lateness = {
    get max() {
      return (delays[0] ?? 0) * 1e6;
    },
    reset: () => void delays.shift(),
  };
  const guard = createOverloadGuard({ monotonicNs: () => now, lateness });
  const refused = (address: string, outcome: RefusalCode = 'RC_AXON_NOT_PERMITTED') =>
    guard.observe({ address, hotkey: null, outcome });
  const verified = (address: string) => guard.observe({ address, hotkey: 'h', outcome: 'answered' });
  return {
    guard,
    refused,
    verified,
    delays,
    wait: (seconds: number) => (now += BigInt(Math.round(seconds * 1e9))),
  };
};

describe('createOverloadGuard', () => {
  it('turns nobody away while the event loop is on time', () => {
    const { guard, refused, delays, wait } = setUp();
    refused('attacker');
    delays.push(200);
    wait(0.5);
    expect(guard.turnsAway('attacker')).toBe(false);
  });

  it('turns away who was refused, neither newcomers nor who was verified, and only while it is late', () => {
    const { guard, refused, verified, delays, wait } = setUp();
    for (const address of ['attacker', 'shared']) refused(address);
    verified('shared');
    refused('early', 'RC_AXON_NOT_READY');
    delays.push(300, 20);
    wait(0.5);
    const turned = ['attacker', 'shared', 'early', 'newcomer'].filter(guard.turnsAway);
    expect(turned).toEqual(['attacker']);
    wait(0.4);
    expect(guard.turnsAway('attacker')).toBe(true);
    wait(0.1);
    expect(guard.turnsAway('attacker')).toBe(false);
  });

  it('forgets a refusal after a minute', () => {
    const { guard, refused, delays, wait } = setUp();
    refused('attacker');
    delays.push(300, 300);
    wait(59);
    expect(guard.turnsAway('attacker')).toBe(true);
    wait(1);
    expect(guard.turnsAway('attacker')).toBe(false);
  });
});
