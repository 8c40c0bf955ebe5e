import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Deadline } from '../../src/contracts/Deadline.ts';
import { priorProbability } from '../../src/detector/settleProbability.ts';
import type { ModelState } from '../../src/mining/miner/createMinerMetrics.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { createMetricsRegistry } from '../../src/support/metrics/createMetricsRegistry.ts';
import { httpCall, miner as minerKey, sendRaw, stranger, validator } from '../axon/fixtures.ts';
import { createHeldSource, evidence, type StartedMiner, snapshotOf, startMiner } from './fixtures.ts';

const started: StartedMiner[] = [];
const start: typeof startMiner = async (options) => {
  const one = await startMiner(options);
  started.push(one);
  return one;
};
afterEach(() => Promise.all(started.splice(0).map((one) => one.close())));

const leftMs = ({ atNs }: Deadline): number => Number(atNs - systemClock.monotonicNs()) / 1e6;
const dropped = { stage: 'classifier', outcome: 'none', reason: 'late', timings: {} } as const;
const never = new Promise<never>(() => {});
/** Most of a caller's time is kept back, so that a deadline passes soon and a slow machine still answers in time. */
const soon = { miner: { replyMarginMs: 4_700 } };

describe('who is answered', () => {
  it('a permitted validator, and nobody else', async () => {
    const { call, miner } = await start();
    expect(await call()).toEqual({ status: 200, prediction: 0.875 });
    expect(await call('aGVsbG8=', { keypair: stranger })).toEqual({ status: 403, prediction: null });
    expect(miner.status()).toMatchObject({
      answered: 1,
      guessed: 0,
      inFlight: 0,
      validators: 1,
      notReady: null,
    });
    expect(miner.status().lastChallengeAt).toBeGreaterThan(Date.now() - 60_000);
  });

  it('nobody without a snapshot, and whoever the newest one permits from then on', async () => {
    const { call, source, alerts, miner } = await start({ source: createHeldSource(null) });
    expect((await call()).status).toBe(503);
    expect(miner.status()).toMatchObject({
      notReady: expect.stringContaining('snapshot'),
      snapshotAgeSeconds: null,
    });
    source.set(snapshotOf([validator.address]));
    expect((await call()).status).toBe(200);
    source.set(snapshotOf([stranger.address]));
    expect((await call()).status).toBe(403);
    expect((await call('aGVsbG8=', { keypair: stranger })).status).toBe(200);
    // Of any age: this one is of last year.
    expect(miner.status().snapshotAgeSeconds).toBeGreaterThan(3_600);
    source.set({
      ...snapshotOf([]),
      neurons: [{ uid: 1, hotkey: validator.address, validatorPermit: true }],
    });
    expect(alerts.get('permit-lost')).toContain('Our hotkey');
    expect((await call()).status).toBe(200);
    source.set(snapshotOf([validator.address]));
    expect(alerts.has('permit-lost')).toBe(false);
  });

  it('a hotkey that the source has only just learned of', async () => {
    const lookUp = vi.fn(async (hotkey: string) => hotkey === stranger.address);
    const { call } = await start({ source: createHeldSource(snapshotOf([validator.address]), lookUp) });
    for (let index = 0; index < 3; index += 1) {
      expect((await call('aGVsbG8=', { keypair: stranger })).status).toBe(200);
    }
    expect(lookUp).toHaveBeenCalledTimes(1);
  });

  it('nobody until a model was loaded; afterwards everybody, by the prior if need be', async () => {
    let state: ModelState = 'never';
    const { call, records } = await start({ modelState: () => state, config: soon });
    expect((await call()).status).toBe(503);
    state = 'loading';
    expect(await call('aGVsbG8=', { timeout: 5 })).toEqual({ status: 200, prediction: priorProbability });
    const guess = { outcome: 'guessed', error: 'RC_MINER_MODEL_LOADING', imageBytes: 5 };
    await vi.waitFor(() => expect(records).toMatchObject([guess]));
    const waiting = call();
    state = 'ready';
    expect(await waiting).toEqual({ status: 200, prediction: 0.875 });
  });
});

describe('what is answered', () => {
  it('is the same whatever testnet_label says', async () => {
    const seen: unknown[][] = [];
    const { call } = await start({
      detector: {
        detect: async (image, ...rest) => {
          seen.push([Buffer.from(image).toString(), rest.length]);
          return evidence(0.25);
        },
      },
    });
    for (const label of [-1n, 0n, 1n]) {
      expect((await call('aGVsbG8=', { label })).prediction).toBe(0.25);
    }
    expect(new Set(seen.map((given) => JSON.stringify(given))).size).toBe(1);
  });

  it.each([
    ['no base64', '%%%'],
    ['nothing', ''],
  ])('is the prior for %s, and the record says why', async (_, image) => {
    const { call, records } = await start();
    expect(await call(image)).toEqual({ status: 200, prediction: priorProbability });
    await vi.waitFor(() => expect(records).toHaveLength(1));
    expect(records[0]).toMatchObject({
      ...{ outcome: 'guessed', error: 'RC_IMAGING_BASE64_INVALID', imageHash: null, imageBytes: 0 },
      ...{ probability: priorProbability, path: '', release: null },
    });
  });

  it.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    ['answers half', async () => evidence(0.5)],
    ['answers nonsense', async () => evidence(Number.NaN)],
    ['never answers', () => never],
  ])('is the prior where the detector %s', async (_, detect) => {
    const { call } = await start({ detector: { detect }, config: soon });
    expect(await call('aGVsbG8=', { timeout: 5 })).toEqual({ status: 200, prediction: priorProbability });
  });
});

describe('the deadline', () => {
  it('is the caller’s time from its nonce on, less the margin, and short for who asks too often', async () => {
    const lefts: number[] = [];
    const allowed = [true, false];
    const { call, port } = await start({
      config: { miner: { replyMarginMs: 1_000, shortWayMs: 400 } },
      limiter: { consume: async () => ({ allowed: allowed.shift() ?? true, remaining: 0, retryAfterMs: 0 }) },
      detector: {
        detect: async (_, deadline) => {
          lefts.push(leftMs(deadline));
          return evidence(0.75);
        },
      },
    });
    expect((await call()).status).toBe(200);
    expect((await call()).status).toBe(200);
    // 1.5 s of the time of this one were spent before it arrived.
    await sendRaw(port, httpCall({ nonce: systemClock.nowNs() - 1_500_000_000n, timeout: 9 }));
    const [first = 0, second = 0, third = 0] = lefts;
    expect(first).toBeGreaterThan(7_000);
    expect(first).toBeLessThanOrEqual(8_000);
    expect(second).toBeLessThanOrEqual(400);
    expect(third).toBeLessThanOrEqual(6_500);
    expect(third).toBeGreaterThan(5_500);
  });

  it('is short while more are in flight than the detector bears', async () => {
    const lefts: number[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { call, miner } = await start({
      config: { miner: { shortWayMs: 900, concurrency: { minimum: 2, maximum: 2 } } },
      detector: {
        detect: async (_, deadline) => {
          lefts.push(leftMs(deadline));
          await held;
          return evidence(0.75);
        },
      },
    });
    const calls = [call(), call(), call()];
    await vi.waitFor(() => expect(lefts).toHaveLength(3));
    expect(miner.pressure()).toBe(1);
    release();
    for (const one of await Promise.all(calls)) expect(one).toEqual({ status: 200, prediction: 0.75 });
    expect(lefts.filter((left) => left <= 900)).toHaveLength(1);
    expect(miner.pressure()).toBe(0);
  });
});

describe('under load', () => {
  it('a stranger is not looked up, and the limit that says so is learned from what finds no time', async () => {
    const lookUp = vi.fn(async () => true);
    const held: { finish: () => void; deadline: Deadline }[] = [];
    let isLate = true;
    const { call, miner, source } = await start({
      source: createHeldSource(snapshotOf([]), lookUp),
      config: { miner: { concurrency: { minimum: 1, maximum: 16 } } },
      detector: {
        detect: async (_, deadline) => {
          if (isLate) return { ...evidence(0.25), stages: [dropped] };
          const { promise, resolve } = Promise.withResolvers<void>();
          held.push({ finish: resolve, deadline });
          await promise;
          return evidence(0.75);
        },
      },
    });
    const neurons = [{ uid: 1, hotkey: validator.address, validatorPermit: true, stake: 7n }];
    source.set({ ...snapshotOf([]), neurons });
    // Each that found no time takes from the limit, which begins at four; at one, a single call is all that is borne.
    for (let index = 0; index < 15; index += 1) expect((await call()).status).toBe(200);
    isLate = false;
    const working = call();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    expect(miner.pressure()).toBe(1);
    expect((await call('aGVsbG8=', { keypair: stranger })).status).toBe(503);
    expect(lookUp).not.toHaveBeenCalled();
    // Who is permitted is answered whatever the load.
    const another = call();
    await vi.waitFor(() => expect(held).toHaveLength(2));
    for (const { finish } of held) finish();
    expect(await Promise.all([working, another])).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(held[0]?.deadline.stake).toBe(7n);
    const welcome = call('aGVsbG8=', { keypair: stranger });
    await vi.waitFor(() => expect(held).toHaveLength(3));
    held[2]?.finish();
    expect((await welcome).status).toBe(200);
    expect(lookUp).toHaveBeenCalledTimes(1);
  });
});

describe('what is written down', () => {
  it('is everything about an answer, once it has left', async () => {
    const { call, records } = await start();
    await call('aGVsbG8=');
    await vi.waitFor(() => expect(records).toHaveLength(1));
    const [record] = records;
    expect(record).toMatchObject({
      ...{ lane: 'challenge', caller: validator.address, outcome: 'answered', probability: 0.875 },
      ...{
        path: 'classifier',
        release: 'starter-1',
        imageBytes: 5,
        perceptualHash: '0123456789abcdef',
        error: null,
      },
      imageHash: createHash('sha256').update('hello').digest('hex'),
    });
    expect(record?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(record?.uuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(Math.abs((record?.at ?? 0) - Date.now())).toBeLessThan(20_000);
    expect(record?.deadlineLeftMs).toBeGreaterThan(5_000);
    expect(record?.deadlineLeftMs).toBeLessThan(9_000);
  });

  it('is a caller who hangs up, whose time is over, or who sends nonsense', async () => {
    const { port, records, miner } = await start({
      config: { miner: { replyMarginMs: 0 } },
      detector: { detect: () => never },
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(httpCall());
    await vi.waitFor(() => expect(miner.status().inFlight).toBe(1));
    socket.destroy();
    await vi.waitFor(() =>
      expect(records).toMatchObject([{ outcome: 'abandoned', imageBytes: 5, probability: null }]),
    );

    expect((await sendRaw(port, httpCall({ timeout: 0.05 }))).status).toBe(503);
    await vi.waitFor(() =>
      expect(records[1]).toMatchObject({ outcome: 'late', error: 'RC_AXON_FORWARD_TIMEOUT' }),
    );
    expect(records[1]?.deadlineLeftMs).toBeLessThan(5);

    const bytes = httpCall();
    bytes.write('[', bytes.indexOf('\r\n\r\n') + 4);
    expect((await sendRaw(port, bytes)).status).toBe(400);
    await vi.waitFor(() =>
      expect(records[2]).toMatchObject({ outcome: 'failed', error: 'RC_SYNAPSE_JSON_INVALID' }),
    );
    expect(records[2]?.caller).toBe(validator.address);
  });

  it('is counted, by validator while it is permitted', async () => {
    const registry = createMetricsRegistry();
    const { call, miner } = await start({ metrics: registry });
    await call();
    await call('%%%');
    await call('aGVsbG8=', { keypair: stranger });
    await miner.close();
    const text = await registry.render();
    const labels = `validator="${validator.address}"`;
    expect(text).toContain(`roadcrew_miner_requests_total{${labels},outcome="answered"} 1`);
    expect(text).toContain(`roadcrew_miner_requests_total{${labels},outcome="guessed"} 1`);
    expect(text).toContain('roadcrew_miner_guesses_total{reason="RC_IMAGING_BASE64_INVALID"} 1');
    expect(text).toContain('roadcrew_miner_exits_total{path="classifier"} 1');
    expect(text).toContain('roadcrew_miner_stage_results_total{stage="classifier",outcome="evidence"} 1');
    expect(text).toContain(`roadcrew_miner_answer_seconds_bucket{le="9",${labels}} 2`);
    expect(text).toContain('roadcrew_miner_model_state{state="ready"} 1');
    expect(text).toContain('roadcrew_miner_validators 1');
    expect(text).toMatch(/roadcrew_miner_last_challenge_timestamp_seconds \d{10}/);
    expect(text).not.toContain(stranger.address);
  });
});

describe('while it runs', () => {
  it('takes new settings, and says which need a restart', async () => {
    const source = createHeldSource({
      ...snapshotOf([]),
      neurons: [
        { uid: 0, hotkey: minerKey.address, validatorPermit: false },
        { uid: 1, hotkey: validator.address, validatorPermit: true, stake: 5_000_000_000n },
      ],
    });
    const { call, miner } = await start({ source });
    expect((await call()).status).toBe(200);
    const axon = { host: '127.0.0.1', port: 0 };
    expect(miner.reconfigure({ axon, metagraph: { minimumStakeTao: '5.000000001' } })).toEqual({
      needsRestart: [],
    });
    expect((await call()).status).toBe(403);
    const { needsRestart } = miner.reconfigure({
      axon: { ...axon, port: 8099, limits: { bodyBytes: 2_048 } },
      metagraph: { minimumStakeTao: '5' },
      miner: { hotkey: stranger.address },
    });
    expect(needsRestart).toEqual(['axon.port', 'axon.limits.bodyBytes', 'miner.hotkey']);
    expect((await call()).status).toBe(200);
    expect(() => miner.reconfigure({ miner: { replyMarginMs: -1 } })).toThrow();
    expect((await call()).status).toBe(200);
  });

  it('drains under load without losing a call or a record', async () => {
    const { call, miner, records } = await start({
      detector: {
        detect: async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return evidence(0.75);
        },
      },
    });
    // Every caller has an open connection that it goes on using until it is told not to.
    const first = await Promise.all(Array.from({ length: 20 }, () => call()));
    const load = Array.from({ length: 20 }, () => call());
    const drained = miner.drain(5);
    const last = await Promise.all(load);
    await drained;
    expect([...first, ...last].filter(({ prediction }) => prediction === 0.75)).toHaveLength(40);
    expect(records).toHaveLength(40);
    expect((await call()).status).toBe(503);
  });
});
