const steps = 4096;

/** sRGB bytes (IEC 61966-2-1) by linear light in 1/4096. */
const table = Uint8Array.from({ length: steps + 1 }, (_, index) => {
  const c = index / steps;
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
});

/** An sRGB byte for linear light; above 0.6 a soft shoulder takes the place of clipping. */
export function toByte(light: number): number {
  if (!(light > 0)) return 0;
  const shown = light < 0.6 ? light : 0.6 + 0.4 * (1 - Math.exp(-(light - 0.6) / 0.4));
  return table[Math.min(steps, Math.round(shown * steps))] as number;
}
