import { blurLight } from './blurLight.ts';

/** Light above this spills over. */
const white = 1.3;
/** Side of the blocks in which the glow is computed, pixels: it is smooth anyway. */
const block = 4;

/** Adds, in place, what light beyond white spills over its surroundings. */
export function addGlow(light: Float32Array, width: number, height: number, share: number): void {
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const bright = new Float32Array(columns * rows * 3);
  let any = false;
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / block) * columns;
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < 3; c += 1) {
        const over = (light[(y * width + x) * 3 + c] as number) - white;
        if (over <= 0) continue;
        const at = (row + Math.floor(x / block)) * 3 + c;
        bright[at] = (bright[at] as number) + over / (block * block);
        any = true;
      }
    }
  }
  if (!any) return;
  const glow = blurLight(bright, columns, rows, Math.max(1, (width * 0.012) / block), 0);
  for (let y = 0; y < height; y += 1) {
    const gy = Math.min(rows - 1, Math.max(0, (y + 0.5) / block - 0.5));
    const y0 = Math.floor(gy);
    const y1 = Math.min(rows - 1, y0 + 1);
    const fy = gy - y0;
    for (let x = 0; x < width; x += 1) {
      const gx = Math.min(columns - 1, Math.max(0, (x + 0.5) / block - 0.5));
      const x0 = Math.floor(gx);
      const x1 = Math.min(columns - 1, x0 + 1);
      const fx = gx - x0;
      for (let c = 0; c < 3; c += 1) {
        const a = glow[(y0 * columns + x0) * 3 + c] as number;
        const b = glow[(y0 * columns + x1) * 3 + c] as number;
        const d = glow[(y1 * columns + x0) * 3 + c] as number;
        const e = glow[(y1 * columns + x1) * 3 + c] as number;
        const spilt = (a + (b - a) * fx) * (1 - fy) + (d + (e - d) * fx) * fy;
        const at = (y * width + x) * 3 + c;
        light[at] = (light[at] as number) + spilt * share * 2;
      }
    }
  }
}
