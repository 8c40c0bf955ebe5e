import type { Clock } from '../../support/clock/Clock.ts';
import { addressShare } from './addressShare.ts';
import { createFairQueue, type Waiter } from './createFairQueue.ts';
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

type Verify = (thorough: boolean) => boolean | Promise<boolean>;

export type Verdict = 'valid' | 'forged' | 'refused';

export interface VerificationBudget {
  /**
   * Runs `verify` when its turn comes. At once, and without a promise, where nothing is in the way and `verify` is
   * synchronous. It is asked to be thorough for suspects only now and then: the SDK also takes signatures over
   * `<Bytes>message</Bytes>`, as wallets in browsers sign; no dendrite does, and trying both doubles what a forgery
   * costs us.
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

const ranks = { proven: 0, clean: 1, suspect: 2 } as const;

/** A map that forgets what was used least recently. */
const createMemory = <Value>(capacity: number) => {
  const entries = new Map<string, Value>();
  return {
    get: (key: string) => entries.get(key),
    set(key: string, value: Value): void {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
};

const settle = <Value, Result>(
  value: Value | Promise<Value>,
  then: (value: Value) => Result,
  failed: (error: unknown) => Result,
): Result | Promise<Result> => (value instanceof Promise ? value.then(then, failed) : then(value));

/**
 * Decides whose signatures are checked, and when, because anybody can claim a validator's hotkey and make us compute.
 *
 * Three ranks, each served before the next: callers that have proven themselves (a hotkey from an address, or on a
 * connection), addresses of which no forgery is known, and suspects: addresses from which one came within the last
 * ten minutes. Within a rank addresses take turns, and of one address the claimed hotkeys. So the first call of a
 * validator from a clean address is checked whatever suspects send; from an address that it shares with forgers, as
 * long as the forgeries of all together do not exceed `perSecond`, or its turn comes within `waitSeconds`.
 *
 * Forgers may sit on a proven address and name the proven hotkey: a pair has up to a quarter of the whole, all pairs
 * together half. Beyond that, its calls queue like anybody's; on a proven connection they never do.
 * @param options.perSecond checks per second for all together
 * @param options.concurrency checks under way at once, where `verify` is asynchronous. More would only wait inside
 *   the verifier, in the order of arrival
 * @param options.waitSeconds how long a call waits for its turn. Validators wait nine seconds for the answer
 */
export function createVerificationBudget(options: {
  clock: Clock;
  perSecond: number;
  concurrency?: number;
  waitSeconds?: number;
}): VerificationBudget {
  const { clock, perSecond, concurrency = 8, waitSeconds = 2 } = options;
  const { monotonicNs } = clock;
  const waitNs = BigInt(Math.round(waitSeconds * 1e9));
  const suspicionNs = 600_000_000_000n;
  const share = (part: number): TokenBucket =>
    createTokenBucket({ monotonicNs, perSecond: perSecond * part, burst: (perSecond * part) / 2 });
  const whole = share(1);
  const provenTogether = share(0.5);
  const spare = share(0.05);
  const secondTries = share(0.05);
  const pairs = createMemory<TokenBucket>(4_096);
  const connections = new WeakMap<object, string>();
  const suspects = createMemory<bigint>(65_536);
  // An address has no use for more places than are served within its wait, and a connection stands behind each.
  const queue = createFairQueue<Job>({ ranks: 3, capacity: 512, perAddress: 32 });
  let running = 0;
  let waking = false;

  const pairOf = ({ hotkey, address }: Claimant): string => `${hotkey} ${addressShare(address)}`;
  const isSuspect = (address: string): boolean => (suspects.get(address) ?? 0n) > monotonicNs();

  const rankOf = (claimant: Claimant): number => {
    const { connection, hotkey, address } = claimant;
    if (connection !== undefined && connections.get(connection) === hotkey) return ranks.proven;
    const pair = pairs.get(pairOf(claimant));
    if (pair?.ready() && provenTogether.ready()) {
      pair.take();
      provenTogether.take();
      return ranks.proven;
    }
    return isSuspect(addressShare(address)) ? ranks.suspect : ranks.clean;
  };

  const run = ({ address }: Claimant, verify: Verify): Verdict | Promise<Verdict> => {
    running += 1;
    const over = (): void => {
      running -= 1;
      // Not within the stack of whoever was just told.
      if (queue.size > 0) queueMicrotask(serve);
    };
    const done = (valid: boolean): Verdict => {
      over();
      if (!valid) suspects.set(addressShare(address), monotonicNs() + suspicionNs);
      return valid ? 'valid' : 'forged';
    };
    const failed = (error: unknown): never => {
      over();
      throw error;
    };
    try {
      const thorough = !isSuspect(addressShare(address)) || secondTries.take();
      return settle(verify(thorough), done, failed);
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
    void clock.sleep(Math.max(1, whole.ready() ? 25 : Math.min(25, whole.waitMs()))).then(() => {
      waking = false;
      serve();
    });
  };

  const wait = (job: Job): void => {
    queue.push(job)?.resolve('refused');
  };

  function serve(): void {
    dismissLate();
    while (running < concurrency && queue.size > 0 && whole.ready()) {
      const job = queue.shift();
      if (job === undefined) break;
      // A forgery from its address came to light while it waited.
      if (job.rank === ranks.clean && isSuspect(job.address)) {
        wait({ ...job, rank: ranks.suspect });
        continue;
      }
      whole.take();
      try {
        void settle(run(job.claimant, job.verify), job.resolve, job.reject);
      } catch (error) {
        job.reject(error);
      }
    }
    wakeLater();
  }

  return {
    check(claimant, verify) {
      const free = running < concurrency && queue.size === 0;
      const rank = rankOf(claimant);
      if (claimant.idle && rank !== ranks.proven) {
        return free && spare.ready() && whole.take() && spare.take() ? run(claimant, verify) : 'refused';
      }
      if (free && whole.take()) return run(claimant, verify);
      return new Promise((resolve, reject) => {
        const { hotkey } = claimant;
        const address = addressShare(claimant.address);
        const expiresNs = monotonicNs() + waitNs;
        wait({ rank, address, hotkey, claimant, verify, expiresNs, resolve, reject });
        serve();
      });
    },
    prove(claimant) {
      const pair = pairOf(claimant);
      pairs.set(pair, pairs.get(pair) ?? share(0.25));
      if (claimant.connection !== undefined) connections.set(claimant.connection, claimant.hotkey);
    },
  };
}
