import { isIPv6 } from 'node:net';

/** Whose signature is to be checked: a claimed hotkey and the address that the request came from. */
export interface Claimant {
  hotkey: string;
  address: string;
}

export interface VerificationBudget {
  /** Takes the cost of one signature check; false when the claimant's share or the whole is used up. */
  take(claimant: Claimant): boolean;
  /** Tells that this hotkey really signs from this address: from now on it has a share of its own. */
  prove(claimant: Claimant): void;
}

interface Bucket {
  tokens: number;
  updatedNs: bigint;
}

/** Token buckets by key, the least recently used forgotten beyond `capacity`. Rates are per second. */
const createBuckets = (rate: number, burst: number, capacity: number, monotonicNs: () => bigint) => {
  const buckets = new Map<string, Bucket>();
  const refill = (key: string): Bucket => {
    const now = monotonicNs();
    const bucket = buckets.get(key) ?? { tokens: burst, updatedNs: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Number(now - bucket.updatedNs) / 1e9) * rate);
    bucket.updatedNs = now;
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > capacity) {
      const oldest = buckets.keys().next().value;
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return bucket;
  };
  return { refill, has: (key: string) => buckets.has(key) };
};

/** One IPv6 host commands a whole /64, so that is what counts as an address. */
const addressShare = (address: string): string =>
  isIPv6(address) ? `${expand(address).slice(0, 4).join(':')}::/64` : address;

const expand = (address: string): string[] => {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
};

/**
 * Limits how many signatures of unproven callers are checked, because anybody can claim a validator's hotkey and
 * make us compute. One address gets at most a tenth of the whole, one claimed hotkey a quarter. A hotkey that was
 * verified from an address leaves these shares and has its own, which strangers elsewhere cannot use up.
 * @param options.perSecond signature checks per second for all unproven callers together
 */
export function createVerificationBudget(options: {
  monotonicNs: () => bigint;
  perSecond: number;
}): VerificationBudget {
  const { monotonicNs, perSecond } = options;
  const share = (part: number, capacity: number) =>
    createBuckets(perSecond * part, Math.max(1, perSecond * part), capacity, monotonicNs);
  const whole = share(1, 1);
  const addresses = share(0.1, 4096);
  const hotkeys = share(0.25, 1024);
  const proven = share(0.25, 4096);
  const pair = ({ hotkey, address }: Claimant): string => `${hotkey} ${addressShare(address)}`;

  return {
    take(claimant) {
      const key = pair(claimant);
      const asked = proven.has(key)
        ? [proven.refill(key)]
        : [
            addresses.refill(addressShare(claimant.address)),
            hotkeys.refill(claimant.hotkey),
            whole.refill(''),
          ];
      if (asked.some((bucket) => bucket.tokens < 1)) return false;
      for (const bucket of asked) bucket.tokens -= 1;
      return true;
    },
    prove(claimant) {
      proven.refill(pair(claimant));
    },
  };
}
