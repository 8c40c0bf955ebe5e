import type { Clock } from '../../support/clock/Clock.ts';
import { addressShare } from './addressShare.ts';
import { createFairQueue, type Waiter } from './createFairQueue.ts';
import { createRecentKeys } from './createRecentKeys.ts';
import { createTokenBucket, type TokenBucket } from './createTokenBucket.ts';

/** Whose signature is to be checked. */
export interface Claimant {
  /** Claimed, not yet proven. */
  hotkey: string;
  address: string;
  /** Identity of a connection that carries this caller alone; absent behind proxies that mix callers. */
  connection?: object | undefined;
  /** The answer helps us but nobody waits for it: checked only while there is nothing better to do. */
  idle?: boolean;
}

/** How a signature is to be checked. */
export interface Check {
  /**
   * Whether both forms are tried: the SDK also takes signatures over `<Bytes>message</Bytes>`, as wallets in browsers
   * sign. No dendrite does, and the second try doubles what a forgery costs us: suspects get it only now and then.
   */
  thorough: boolean;
  /** Whether it is checked beside the event loop, with what computing time others leave. */
  background: boolean;
}

type Verify = (check: Check) => boolean | Promise<boolean>;

export type Verdict = 'valid' | 'forged' | 'refused';

export interface VerificationBudget {
  /**
   * Runs `verify` when its turn comes. At once, and without a promise, where nothing is in the way and `verify` is
   * synchronous.
   * @returns `refused` when the turn does not come in time
   * @throws what `verify` throws
   */
  check(claimant: Claimant, verify: Verify): Verdict | Promise<Verdict>;
  /** Tells that this hotkey really signs from this address: from now on strangers cannot take its turns. */
  prove(claimant: Claimant): void;
}

interface Job extends Waiter {
  claimant: Claimant;
  verify: Verify;
  expiresNs: bigint;
  resolve(verdict: Verdict): void;
  reject(error: unknown): void;
}

// In the order in which they are served. From the third on they are suspects: at an address where somebody else has
// proven itself; at any other; and, least likely to be what they say, those who name a hotkey that has proven itself
// elsewhere.
const ranks = { proven: 0, clean: 1, neighbour: 2, suspect: 3, pretender: 4 } as const;
const isBack = (rank: number): boolean => rank >= ranks.neighbour;

const settle = <Value, Result>(
  value: Value | Promise<Value>,
  then: (value: Value) => Result,
  failed: (error: unknown) => Result,
): Result | Promise<Result> => (value instanceof Promise ? value.then(then, failed) : then(value));

/**
 * Decides whose signatures are checked, and when, because anybody can claim a validator's hotkey and make us compute.
 *
 * In front, on the event loop, `perSecond` checks for callers that have proven themselves (a hotkey from an address, or
 * on a connection) and for addresses of which no forgery is known. Behind them, in the background, what comes from
 * suspects: addresses from which a forgery came within the last ten minutes. Within a rank addresses take turns, and
 * of one address the claimed hotkeys. So the first call of a validator from a clean address is checked whatever
 * suspects send; from an address that it shares with forgers, as long as the background keeps up with the forgeries,
 * or its turn comes within `waitSeconds`.
 *
 * Forgers may sit on a proven address and name the proven hotkey: proven pairs have up to half of what is in front.
 * Beyond that, they queue like anybody; on a proven connection they never do.
 * @param options.perSecond checks per second in front
 * @param options.background whether there is one; without it suspects share `perSecond`, as far as others leave it
 * @param options.concurrency checks under way at once in the background. More would only wait inside the verifier, in
 *   the order of arrival
 * @param options.waitSeconds how long a call waits for its turn. Validators wait nine seconds for the answer
 */
export function createVerificationBudget(options: {
  clock: Clock;
  perSecond: number;
  background?: boolean;
  concurrency?: number;
  waitSeconds?: number;
}): VerificationBudget {
  const { clock, perSecond, background = false, concurrency = 8, waitSeconds = 4 } = options;
  const { monotonicNs } = clock;
  const waitNs = BigInt(Math.round(waitSeconds * 1e9));
  const suspicionNs = 600_000_000_000n;
  const share = (part: number): TokenBucket =>
    createTokenBucket({ monotonicNs, perSecond: perSecond * part, burst: (perSecond * part) / 2 });
  const front = share(1);
  const provenTogether = share(0.5);
  const spare = share(0.05);
  const secondTries = share(0.05);
  const pairs = createRecentKeys<true>(4_096);
  const hotkeys = createRecentKeys<true>(1_024);
  const addresses = createRecentKeys<true>(4_096);
  const connections = new WeakMap<object, string>();
  const suspects = createRecentKeys<bigint>(65_536);
  // An address has no use for more places than are served within its wait, and a connection stands behind each.
  const queue = createFairQueue<Job>({ ranks: 5, capacity: 512, perAddress: 32 });
  let running = 0;
  let waking = false;

  const pairOf = ({ hotkey, address }: Claimant): string => `${hotkey} ${addressShare(address)}`;
  const isSuspect = (address: string): boolean => (suspects.get(address) ?? 0n) > monotonicNs();

  const rankOf = (claimant: Claimant): number => {
    const { connection, hotkey, address } = claimant;
    if (connection !== undefined && connections.get(connection) === hotkey) return ranks.proven;
    const proven = pairs.get(pairOf(claimant)) === true;
    if (proven && provenTogether.take()) return ranks.proven;
    if (!isSuspect(addressShare(address))) return ranks.clean;
    if (!proven && hotkeys.get(hotkey)) return ranks.pretender;
    return addresses.get(addressShare(address)) ? ranks.neighbour : ranks.suspect;
  };
  const inBackground = (rank: number): boolean => background && isBack(rank);
  const hasRoom = (rank: number): boolean =>
    inBackground(rank) ? running < concurrency : front.ready() && (background || running < concurrency);

  const run = (claimant: Claimant, rank: number, verify: Verify): Verdict | Promise<Verdict> => {
    const address = addressShare(claimant.address);
    const back = inBackground(rank);
    if (!back) front.take();
    // What runs in front of a background is over when `verify` returns, or is not to be held up.
    const counted = back || !background;
    if (counted) running += 1;
    const over = (): void => {
      if (counted) running -= 1;
      // Not within the stack of whoever was just told.
      if (queue.size > 0) queueMicrotask(serve);
    };
    const done = (valid: boolean): Verdict => {
      over();
      if (!valid) suspects.set(address, monotonicNs() + suspicionNs);
      return valid ? 'valid' : 'forged';
    };
    const failed = (error: unknown): never => {
      over();
      throw error;
    };
    try {
      const thorough = !isSuspect(address) || secondTries.take();
      return settle(verify({ thorough, background: back }), done, failed);
    } catch (error) {
      return failed(error);
    }
  };

  const dismissLate = (): void => {
    const now = monotonicNs();
    for (let job = queue.oldest(); job !== undefined && job.expiresNs <= now; job = queue.oldest()) {
      queue.remove(job);
      job.resolve('refused');
    }
  };

  /** Comes back when there is a token again; otherwise soon enough to dismiss who has waited too long. */
  const wakeLater = (): void => {
    if (waking || queue.size === 0) return;
    waking = true;
    void clock.sleep(Math.max(1, front.ready() ? 25 : Math.min(25, front.waitMs()))).then(() => {
      waking = false;
      serve();
    });
  };

  const wait = (job: Job): void => {
    queue.push(job)?.resolve('refused');
  };

  function serve(): void {
    dismissLate();
    for (let job = queue.shift(hasRoom); job !== undefined; job = queue.shift(hasRoom)) {
      const { claimant, verify, resolve, reject } = job;
      if (job.rank === ranks.clean && isSuspect(job.address)) {
        // A forgery from its address came to light while it waited.
        wait({ ...job, rank: rankOf(claimant) });
        continue;
      }
      try {
        void settle(run(claimant, job.rank, verify), resolve, reject);
      } catch (error) {
        reject(error);
      }
    }
    wakeLater();
  }

  return {
    check(claimant, verify) {
      const rank = rankOf(claimant);
      if (claimant.idle && rank !== ranks.proven) {
        const free = queue.size === 0 && hasRoom(ranks.clean) && spare.take();
        return free ? run(claimant, ranks.clean, verify) : 'refused';
      }
      const first = !queue.waits((other) => inBackground(other) === inBackground(rank));
      if (first && hasRoom(rank)) return run(claimant, rank, verify);
      return new Promise((resolve, reject) => {
        const { hotkey } = claimant;
        const address = addressShare(claimant.address);
        const expiresNs = monotonicNs() + waitNs;
        wait({ rank, address, hotkey, claimant, verify, expiresNs, resolve, reject });
        serve();
      });
    },
    prove(claimant) {
      pairs.set(pairOf(claimant), true);
      hotkeys.set(claimant.hotkey, true);
      addresses.set(addressShare(claimant.address), true);
      if (claimant.connection !== undefined) connections.set(claimant.connection, claimant.hotkey);
    },
  };
}
