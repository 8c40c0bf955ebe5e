/**
 * The greatest convex function below the points (index, value): Andrew's monotone chain, lower half.
 * @param values `null` where there is no point
 * @returns its value at every index; beyond the outermost points, theirs; all 0 without any point
 */
export function lowerHull(values: readonly (number | null)[]): number[] {
  const hull: [number, number][] = [];
  for (const [x, y] of values.entries()) {
    if (y === null) continue;
    for (;;) {
      const last = hull.at(-1);
      const before = hull.at(-2);
      if (last === undefined || before === undefined) break;
      const turn = (last[0] - before[0]) * (y - before[1]) - (last[1] - before[1]) * (x - before[0]);
      if (turn > 0) break;
      hull.pop();
    }
    hull.push([x, y]);
  }
  let next = 0;
  return values.map((_, x) => {
    while (next < hull.length && (hull[next]?.[0] ?? 0) < x) next += 1;
    const right = hull[next] ?? hull.at(-1);
    const left = hull[next - 1] ?? right;
    if (left === undefined || right === undefined) return 0;
    if (right[0] <= left[0] || x >= right[0]) return right[1];
    return left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0]);
  });
}
