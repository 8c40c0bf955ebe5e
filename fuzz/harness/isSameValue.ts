const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Whether two parsed values are the same, in depth. A bigint equals the number that JSON.parse would round it to,
 * provided that the number is outside the safe range. Without recursion: hostile values are deep.
 */
export function isSameValue(first: unknown, second: unknown): boolean {
  const open: [unknown, unknown][] = [[first, second]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    if (typeof a === 'bigint' && typeof b === 'number') {
      if (Number(a) !== b || Number.isSafeInteger(b)) return false;
    } else if (isRecord(a) && isRecord(b)) {
      const keys = Object.getOwnPropertyNames(a);
      if (Array.isArray(a) !== Array.isArray(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b))
        return false;
      if (keys.length !== Object.getOwnPropertyNames(b).length) return false;
      for (const key of keys) {
        if (!Object.hasOwn(b, key)) return false;
        open.push([a[key], b[key]]);
      }
    } else if (!Object.is(a, b)) return false;
  }
  return true;
}
