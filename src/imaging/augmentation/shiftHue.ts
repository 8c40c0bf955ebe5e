import type { Triple } from './mapPixels.ts';

/**
 * Turns the hue of a pixel in place; value and saturation of the HSV cone stay (A. R. Smith, SIGGRAPH 1978).
 * @param color levels in any unit
 * @param turns of the colour circle; 1/3 takes red to green
 */
export function shiftHue(color: Triple, turns: number): void {
  const [red, green, blue] = color;
  const value = Math.max(red, green, blue);
  const chroma = value - Math.min(red, green, blue);
  if (chroma === 0) return;
  let sixth = 4 + (red - green) / chroma;
  if (value === red) sixth = (green - blue) / chroma;
  else if (value === green) sixth = 2 + (blue - red) / chroma;
  const turned = sixth + turns * 6;
  for (const [channel, offset] of [5, 3, 1].entries()) {
    const place = (((offset + turned) % 6) + 6) % 6;
    color[channel] = value - chroma * Math.max(0, Math.min(place, 4 - place, 1));
  }
}
