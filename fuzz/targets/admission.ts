import { type AdmissionContext, admitRequest } from '../../src/bittensor/axon/admitRequest.ts';
import { createClockOffset } from '../../src/bittensor/axon/createClockOffset.ts';
import { createReplayGuard } from '../../src/bittensor/axon/createReplayGuard.ts';
import { createVerificationBudget } from '../../src/bittensor/axon/createVerificationBudget.ts';
import { legacyAuthentication } from '../../src/bittensor/axon/legacyAuthentication.ts';
import { isRefusal } from '../../src/bittensor/axon/refusal.ts';
import { decodeSs58 } from '../../src/bittensor/keys/decodeSs58.ts';
import { encodeSs58 } from '../../src/bittensor/keys/encodeSs58.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import { emptyBodyHash } from '../../src/bittensor/synapse/computeBodyHash.ts';
import { defineSynapse } from '../../src/bittensor/synapse/defineSynapse.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';
import type { Random } from '../harness/createRandom.ts';
import { expectOracle } from '../harness/expectOracle.ts';
import { headerLines } from '../harness/headerLines.ts';
import type { Target } from '../harness/Target.ts';
import { isProven } from './isProven.ts';
import { cast, fuzzTimeNs, type SigningOptions, signedHeaders } from './signedHeaders.ts';

const clock = createManualClock(fuzzTimeNs);
const synapse = defineSynapse('Example', {});
const mayCall = new Set([...cast.validators, cast.newcomer].map(({ address }) => address));
const window = { allowedDelta: 4, timeoutCap: 12, futureSkew: 10 };

/** A miner that has seen nothing yet, so that an input behaves the same whenever it is run. */
const createContext = (): AdmissionContext => ({
  hotkey: cast.miner.address,
  clock,
  policy: {
    permit(hotkey) {
      if (cast.validators.some(({ address }) => address === hotkey)) return 'yes';
      return hotkey === cast.newcomer.address || hotkey === cast.stranger.address ? 'ask' : 'no';
    },
    lookUp: async (hotkey) => hotkey === cast.newcomer.address,
  },
  scheme: legacyAuthentication,
  window,
  replays: createReplayGuard({ monotonicNs: clock.monotonicNs, retentionSeconds: 90, perHotkey: 100 }),
  budget: createVerificationBudget({ clock, perSecond: 400 }),
  offset: createClockOffset(),
  verify: async (message, signature, publicKey) => verifySignature(message, signature, publicKey),
});

const otherPrefix = (address: string): string => encodeSs58(decodeSs58(address).publicKey, 0);

/** Lies that a caller could tell and sign. */
const lies: readonly ((random: Random) => SigningOptions)[] = [
  () => ({ signer: cast.stranger }),
  () => ({ signer: cast.banned }),
  () => ({ signer: cast.stranger, claimed: cast.newcomer.address }),
  (random) => ({ signer: cast.banned, claimed: random.pick(cast.validators).address }),
  (random) => ({ signer: random.pick(cast.validators), axonHotkey: cast.stranger.address }),
  (random) => {
    const signer = random.pick(cast.validators);
    return { signer, claimed: otherPrefix(signer.address) };
  },
  (random) => ({ ageNs: BigInt(random.below(40) - 20) * 1_000_000_000n + BigInt(random.below(3) - 1) }),
  (random) => ({
    ageNs: BigInt(random.pick([13, 16, 4, -10, 3600, -3600])) * 1_000_000_000n + BigInt(random.below(3) - 1),
    timeout: random.pick([9, 0, 12, 13, 4000, 1e9]),
  }),
  (random) => ({ version: random.pick([7_001_999n, 7_002_000n, 0n, 999_999_999n, 1_000_000_000n]) }),
  () => ({ bodyHash: '0'.repeat(64) }),
  () => ({ bodyHash: 'a'.repeat(63) }),
  () => ({ wrapped: true }),
];

const known = [
  ...['timeout', 'bt_header_dendrite_hotkey', 'bt_header_dendrite_nonce', 'bt_header_dendrite_uuid'],
  ...['bt_header_dendrite_version', 'bt_header_dendrite_signature', 'computed_body_hash'],
];

export const admission: Target = {
  name: 'admission',
  oracle:
    'let in only once, with a signature that @scure/sr25519 accepts, of a permitted hotkey, inside the window',
  maxLength: 16_384,
  freshShare: 0.3,
  dictionary: [...known, ': ', '\n', '0x', '.', '9.0', '7002000', cast.banned.address, cast.stranger.address],
  makeValid: (random) => headerLines.write(signedHeaders(random)),
  mutate(random) {
    const pairs = signedHeaders(random, random.pick(lies)(random));
    const at = random.below(pairs.length);
    const change = random.below(6);
    if (change === 0) return headerLines.write(pairs.filter((_, index) => index !== at));
    if (change === 1)
      return headerLines.write([
        ...pairs,
        ...signedHeaders(random).filter(([name]) => name === pairs[at]?.[0]),
      ]);
    if (change === 2)
      return headerLines.write(pairs.map(([name, value]) => [name.toUpperCase(), value] as const));
    if (change === 3) {
      const other = signedHeaders(random);
      return headerLines.write(pairs.map((pair, index) => (index === at ? (other[at] ?? pair) : pair)));
    }
    return headerLines.write(pairs);
  },
  async run(input) {
    const rawHeaders = headerLines.read(input);
    const context = createContext();
    const head = { synapse, rawHeaders, address: '203.0.113.7', receivedNs: fuzzTimeNs };
    // Two at once, as a replay that races its original; for a quarter of the inputs, because it costs twice.
    const racing = input.length % 4 === 0 ? admitRequest(head, context) : null;
    const outcomes = [await admitRequest(head, context), ...(racing === null ? [] : [await racing])];
    const admitted = outcomes.filter((outcome) => !isRefusal(outcome));
    expectOracle(admitted.length <= 1, 'two racing replays were both let in');
    const [outcome] = admitted;
    if (outcome === undefined || isRefusal(outcome)) return 'rejected';

    const valuesOf = (name: string): string[] =>
      rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
    for (const name of known)
      expectOracle(valuesOf(name).length <= 1, `let in although ${name} was sent twice`);
    const { claim, timeout } = outcome;
    expectOracle(mayCall.has(claim.hotkey), 'let in a hotkey that may not call');
    expectOracle(
      valuesOf('bt_header_dendrite_hotkey')[0] === claim.hotkey,
      'the hotkey is not the one in the header',
    );
    expectOracle(valuesOf('computed_body_hash')[0] === emptyBodyHash, 'let in with another body hash');
    expectOracle(
      Number(valuesOf('bt_header_dendrite_version')[0]) >= 7_002_000,
      'let in with an old version',
    );
    const age = Number(fuzzTimeNs - claim.nonce) / 1e9;
    const told = Number(valuesOf('timeout')[0] ?? 0);
    expectOracle(age < 4 + Math.min(told, 12) && age >= -10, 'let in outside the window');
    expectOracle(timeout > 0 && timeout <= 12, 'the time to answer is out of its range');
    expectOracle(isRefusal(await admitRequest(head, context)), 'let in a second time');
    // Slow, so for a sample; a signature that nobody here made cannot come about by chance.
    if (input.length % 8 === 0) {
      expectOracle(
        isProven(claim, valuesOf('bt_header_dendrite_signature')),
        'let in without a valid signature',
      );
    }
    return 'accepted';
  },
};
