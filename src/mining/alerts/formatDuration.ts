const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Milliseconds in words, in the largest unit that fits at least twice: `90 minutes`, `3 hours`, `0 seconds`. */
export function formatDuration(ms: number): string {
  const [name, size] = units.find(([, length]) => ms >= 2 * length) ?? (['second', 1_000] as const);
  const count = Math.floor(ms / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
