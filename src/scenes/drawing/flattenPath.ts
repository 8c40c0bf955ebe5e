/** Closed outlines of straight lines: x, y, x, y, … */
export type Outline = readonly number[];

const commandPattern = /([MLQCZ])([^MLQCZ]*)/g;
const steps = 6;

/** Turns a path of M, L, Q, C and Z (absolute) into outlines; curves become six lines each. */
export function flattenPath(path: string): Outline[] {
  const outlines: number[][] = [];
  let current: number[] = [];
  let x = 0;
  let y = 0;
  for (const [, command, rest = ''] of path.matchAll(commandPattern)) {
    const n = rest.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = n;
    if (command === 'M') {
      current = [a, b];
      outlines.push(current);
    } else if (command === 'L') {
      current.push(...n);
    } else if (command === 'Q') {
      for (let k = 1; k <= steps; k += 1) {
        const t = k / steps;
        const s = 1 - t;
        current.push(s * s * x + 2 * s * t * a + t * t * c, s * s * y + 2 * s * t * b + t * t * d);
      }
    } else if (command === 'C') {
      for (let k = 1; k <= steps; k += 1) {
        const t = k / steps;
        const s = 1 - t;
        current.push(
          s * s * s * x + 3 * s * s * t * a + 3 * s * t * t * c + t * t * t * e,
          s * s * s * y + 3 * s * s * t * b + 3 * s * t * t * d + t * t * t * f,
        );
      }
    }
    x = current.at(-2) ?? 0;
    y = current.at(-1) ?? 0;
  }
  return outlines;
}
