/**
 * Blurs an image of three channels by two box filters, along both axes or along x alone.
 *
 * @param radius pixels; below 0.3 nothing changes
 * @param sideways 1 for motion blur along x
 * @returns a new array, or the same when nothing changes
 */
export function blurLight(
  light: Float32Array,
  width: number,
  height: number,
  radius: number,
  sideways: 0 | 1,
): Float32Array {
  if (radius < 0.3) return light;
  let out = light;
  for (let pass = 0; pass < 2; pass += 1) {
    out = boxBlur(out, width, height, radius, 3, width * 3);
    if (!sideways) out = boxBlur(out, height, width, radius, width * 3, 3);
  }
  return out;
}

/** Mean over 2 · radius + 1 values; the two outermost count by the fraction of the radius. */
function boxBlur(
  light: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): Float32Array {
  const out = new Float32Array(light.length);
  const whole = Math.floor(radius);
  const part = radius - whole;
  const weight = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line += 1) {
    for (let c = 0; c < 3; c += 1) {
      const start = line * lineStep + c;
      const at = (index: number): number =>
        light[start + Math.min(length - 1, Math.max(0, index)) * step] as number;
      let sum = 0;
      for (let k = -whole; k <= whole; k += 1) sum += at(k);
      for (let index = 0; index < length; index += 1) {
        const ends = at(index - whole - 1) + at(index + whole + 1);
        out[start + index * step] = (sum + part * ends) * weight;
        sum += at(index + whole + 1) - at(index - whole);
      }
    }
  }
  return out;
}
