import { describe, expect, it, vi } from 'vitest';
import {
  type AdmissionContext,
  admitRequest,
  type RequestHead,
} from '../../src/bittensor/axon/admitRequest.ts';
import { createClockOffset } from '../../src/bittensor/axon/createClockOffset.ts';
import { createReplayGuard } from '../../src/bittensor/axon/createReplayGuard.ts';
import { createVerificationBudget } from '../../src/bittensor/axon/createVerificationBudget.ts';
import { legacyAuthentication } from '../../src/bittensor/axon/legacyAuthentication.ts';
import { isRefusal } from '../../src/bittensor/axon/refusal.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';
import { type CallOptions, miner, signCall, stranger, validator } from './fixtures.ts';

const setUp = (changes: Partial<AdmissionContext> = {}) => {
  const clock = createManualClock();
  const verify = vi.fn(verifySignature);
  const context: AdmissionContext = {
    hotkey: miner.address,
    clock,
    policy: { permit: (hotkey) => (hotkey === validator.address ? 'yes' : 'no') },
    scheme: legacyAuthentication,
    window: { allowedDelta: 4, timeoutCap: 12, futureSkew: 10 },
    replays: createReplayGuard({ monotonicNs: clock.monotonicNs, retentionSeconds: 86, perHotkey: 100 }),
    budget: createVerificationBudget({ clock, perSecond: 40, waitSeconds: 2 }),
    offset: createClockOffset(),
    verify,
    ...changes,
  };
  const head = (options: CallOptions & { address?: string } = {}): RequestHead => ({
    synapse: imageSynapse,
    rawHeaders: signCall({ nonce: clock.nowNs(), ...options }).headers.flat(),
    address: options.address ?? '198.51.100.7',
    receivedNs: clock.nowNs(),
  });
  const codeOf = async (request: RequestHead): Promise<string> => {
    const outcome = await admitRequest(request, context);
    return isRefusal(outcome) ? outcome.code : 'admitted';
  };
  return { clock, context, verify, head, codeOf };
};

const secondNs = 1_000_000_000n;

describe('admission', () => {
  it('lets a fresh call of a permitted hotkey in, once', async () => {
    const { head, codeOf } = setUp();
    const request = head();
    expect(await codeOf(request)).toBe('admitted');
    expect(await codeOf(request)).toBe('RC_AXON_NONCE_REPLAYED');
  });

  it('checks no signature of anybody who is refused for less', async () => {
    const { context, head, codeOf, verify, clock } = setUp();
    expect(await codeOf(head({ keypair: stranger }))).toBe('RC_AXON_NOT_PERMITTED');
    expect(await codeOf(head({ version: 7_001_999 }))).toBe('RC_AXON_VERSION_TOO_OLD');
    const notReady = { ...context, policy: { ...context.policy, notReady: () => 'no model' } };
    expect(await admitRequest(head(), notReady)).toMatchObject({ code: 'RC_AXON_NOT_READY' });
    expect(verify).not.toHaveBeenCalled();
    await clock.advance(1);
  });

  it('lets one of two concurrent replays in, also when verification takes its time', async () => {
    const { head, codeOf } = setUp({
      verify: async (...claim) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return verifySignature(...claim);
      },
    });
    const request = head();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => codeOf(request)));
    expect(outcomes.filter((code) => code === 'admitted')).toHaveLength(1);
    expect(outcomes.filter((code) => code === 'RC_AXON_NONCE_REPLAYED')).toHaveLength(3);
  });

  it('does not let a forger use up the nonce of the real caller', async () => {
    const { head, codeOf, clock } = setUp();
    const real = head();
    const forged = real.rawHeaders.map((value) =>
      /^0x[\da-f]{128}$/.test(value) ? `0x${'11'.repeat(64)}` : value,
    );
    expect(await codeOf({ ...real, rawHeaders: forged })).toBe('RC_AXON_SIGNATURE_INVALID');
    expect(await codeOf(real)).toBe('admitted');
    // Nor with a nonce far in the future, which makes the official axon refuse everything older.
    expect(await codeOf(head({ nonce: clock.nowNs() + 3600n * secondNs }))).toBe('RC_AXON_NONCE_IN_FUTURE');
    await clock.advance(5);
    expect(await codeOf(head())).toBe('admitted');
  });

  it.each([
    [-12.9, 9, 'admitted'],
    [-13.1, 9, 'RC_AXON_NONCE_TOO_OLD'],
    [-15.9, 4000, 'admitted'],
    [-16.1, 4000, 'RC_AXON_NONCE_TOO_OLD'],
    [9.9, 9, 'admitted'],
    [10.1, 9, 'RC_AXON_NONCE_IN_FUTURE'],
  ])('a nonce %d s from now with a timeout of %d s: %s', async (offset, timeout, expected) => {
    const { head, codeOf, clock } = setUp();
    const nonce = clock.nowNs() + BigInt(Math.round(offset * 1e9));
    expect(await codeOf(head({ nonce, timeout }))).toBe(expected);
  });

  it('gives the handler no more time than the cap', async () => {
    const { head, context, clock } = setUp();
    expect(await admitRequest(head({ timeout: 4000 }), context)).toMatchObject({ timeout: 12 });
    expect(await admitRequest(head({ timeout: 5, nonce: clock.nowNs() + 1n }), context)).toMatchObject({
      timeout: 5,
    });
  });

  it('tells by how much the clock is off, even while that makes every nonce stale', async () => {
    const { head, codeOf, clock, context } = setUp();
    const answer = await admitRequest(head({ nonce: clock.nowNs() - 20n * secondNs }), context);
    expect(answer).toMatchObject({
      code: 'RC_AXON_NONCE_TOO_OLD',
      details: { seconds: '20.00', window: '13.00' },
    });
    expect(context.offset.estimate()).toEqual({ seconds: 20, hotkeys: 1 });
    // A stranger repeating that request for ever does not make the clock look worse.
    const stale = head({ nonce: clock.nowNs() - 20n * secondNs });
    await codeOf(stale);
    await clock.advance(60_000);
    await codeOf({ ...stale, receivedNs: clock.nowNs() });
    expect(context.offset.estimate()?.seconds).toBe(20);
  });

  it('looks an unknown hotkey up only once its signature is verified', async () => {
    const lookUp = vi.fn(async (hotkey: string) => hotkey === stranger.address);
    const { head, codeOf, clock } = setUp({ policy: { permit: () => 'ask', lookUp } });
    expect(await codeOf(head({ axonHotkey: 'another' }))).toBe('RC_AXON_SIGNATURE_INVALID');
    expect(lookUp).not.toHaveBeenCalled();
    // Strangers get what is left of the budget, and a twentieth of it at most.
    expect(await codeOf(head({ keypair: stranger }))).toBe('RC_AXON_VERIFICATION_BUDGET');
    await clock.advance(500);
    expect(await codeOf(head({ keypair: stranger }))).toBe('admitted');
    expect(await codeOf(head({ keypair: stranger, uuid: '6c84fb90-12c4-11e1-840d-7b25c5ee775b' }))).toBe(
      'admitted',
    );
    await clock.advance(500);
    expect(await codeOf(head())).toBe('RC_AXON_NOT_PERMITTED');
    expect(lookUp).toHaveBeenCalledTimes(3);
  });

  it('learns nothing about its clock from those who may not call', async () => {
    const { head, codeOf, context } = setUp({ policy: { permit: () => 'ask', lookUp: async () => false } });
    expect(await codeOf(head({ keypair: stranger }))).toBe('RC_AXON_NOT_PERMITTED');
    expect(context.offset.estimate()).toBeNull();
  });

  it('turns those away first whom it would have to look up, unverified, and never who is permitted', async () => {
    const shed = vi.fn(() => true);
    const permit = (hotkey: string) => (hotkey === validator.address ? 'yes' : 'ask');
    const { head, codeOf, verify } = setUp({ policy: { permit, shed, lookUp: async () => true } });
    expect(await codeOf(head({ keypair: stranger }))).toBe('RC_AXON_OVERLOADED');
    expect(verify).not.toHaveBeenCalled();
    expect(await codeOf(head())).toBe('admitted');
    shed.mockReturnValue(false);
    expect(await codeOf(head({ keypair: stranger }))).toBe('admitted');
  });

  it('bounds what forgers can make it compute, and keeps a proven caller out of it', async () => {
    const { head, codeOf, verify, clock } = setUp();
    expect(await codeOf(head({ address: '192.0.2.1' }))).toBe('admitted');
    const flood = async (): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          codeOf(
            head({ axonHotkey: 'forged', address: `10.0.${index}.1`, nonce: clock.nowNs() + BigInt(index) }),
          ),
        ),
      );
    verify.mockClear();
    const flooded = flood();
    // 40 a second, half of them saved up; whoever is not served within its wait is refused.
    const proven = codeOf(head({ address: '192.0.2.1', nonce: clock.nowNs() + 500n }));
    await clock.advance(100);
    expect(await proven).toBe('admitted');
    for (let ms = 0; ms < 3_000; ms += 25) await clock.advance(25);
    const outcomes = await flooded;
    expect(verify.mock.calls.length).toBeLessThanOrEqual(20 + 3 * 40);
    expect(outcomes).toContain('RC_AXON_VERIFICATION_BUDGET');
    expect(outcomes).toContain('RC_AXON_SIGNATURE_INVALID');
    void flood();
    const again = codeOf(head({ address: '192.0.2.1', nonce: clock.nowNs() + 501n }));
    await clock.advance(100);
    expect(await again).toBe('admitted');
  });

  it('does not count who repeats a captured call as proven', async () => {
    const { head, context, clock } = setUp();
    const prove = vi.spyOn(context.budget, 'prove');
    const captured = head();
    await admitRequest(captured, context);
    expect(prove).toHaveBeenCalledTimes(1);
    await admitRequest({ ...captured, address: '6.6.6.6' }, context);
    await clock.advance(30_000);
    await admitRequest({ ...captured, address: '6.6.6.6', receivedNs: clock.nowNs() }, context);
    expect(prove).toHaveBeenCalledTimes(1);
  });

  it('refuses a hotkey that is no address, whatever the policy says', async () => {
    const { head, context } = setUp({ policy: { permit: () => 'yes' } });
    const request = head();
    const rawHeaders = request.rawHeaders.map((value) => (value === validator.address ? 'abc' : value));
    expect(await admitRequest({ ...request, rawHeaders }, context)).toEqual({
      code: 'RC_AXON_SIGNATURE_INVALID',
    });
  });

  it('refuses a hotkey that floods rather than forget its nonces', async () => {
    const clock = createManualClock();
    const replays = createReplayGuard({ monotonicNs: clock.monotonicNs, retentionSeconds: 86, perHotkey: 2 });
    const { head, codeOf } = setUp({ replays });
    const codes = [];
    for (let index = 0n; index < 3n; index += 1n)
      codes.push(await codeOf(head({ nonce: clock.nowNs() + index })));
    expect(codes).toEqual(['admitted', 'admitted', 'RC_AXON_REPLAY_STORE_FULL']);
  });
});
