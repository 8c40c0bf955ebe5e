/** A position beyond the border, mirrored into 0 … size − 1 without repeating the border (`BORDER_REFLECT_101`). */
export function mirrorPosition(position: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const inside = ((position % period) + period) % period;
  return inside < size ? inside : period - inside;
}
