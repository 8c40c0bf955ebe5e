/** To the nearest integer, halves to the even one, as `numpy.round` does: 0.5 → 0, 1.5 → 2, −0.5 → −0. NaN stays. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  const even = floor % 2 === 0 ? floor : floor + 1;
  return even === 0 && value < 0 ? -0 : even;
}
