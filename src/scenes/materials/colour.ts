import type { Colour } from './Material.ts';

const toLinear = (byte: number): number => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

/** Linear light from six hexadecimal digits of sRGB (IEC 61966-2-1). */
export const colour = (hex: string): Colour => [
  toLinear(Number.parseInt(hex.slice(0, 2), 16)),
  toLinear(Number.parseInt(hex.slice(2, 4), 16)),
  toLinear(Number.parseInt(hex.slice(4, 6), 16)),
];
