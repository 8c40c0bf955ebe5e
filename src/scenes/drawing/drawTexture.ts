import { flattenPath } from './flattenPath.ts';
import type { Shape } from './Shape.ts';
import type { Texture, TextureLevel } from './Texture.ts';

/** Scan lines a row; columns are covered exactly. */
const lines = 4;

/**
 * Paints shapes over each other.
 *
 * @param face size of the face in the shapes' units, origin at its lower left
 * @param size texels of the longer side
 */
export function drawTexture(
  shapes: readonly Shape[],
  face: readonly [width: number, height: number],
  size: number,
): Texture {
  const scale = size / Math.max(...face);
  const width = Math.max(1, Math.round(face[0] * scale));
  const height = Math.max(1, Math.round(face[1] * scale));
  const texels = new Float32Array(width * height * 4);
  const row = new Float32Array(width);
  for (const shape of shapes) {
    const outlines = flattenPath(shape.path).map((outline) => outline.map((value) => value * scale));
    const [low, high] = extentOf(outlines);
    for (let y = Math.max(0, Math.floor(low)); y < Math.min(height, Math.ceil(high)); y += 1) {
      row.fill(0);
      let touched = false;
      for (let line = 0; line < lines; line += 1) {
        const crossings: number[] = [];
        const at = y + (line + 0.5) / lines;
        for (const outline of outlines) collectCrossings(outline, at, crossings);
        if (crossings.length === 0) continue;
        touched = true;
        crossings.sort((a, b) => a - b);
        for (let k = 0; k + 1 < crossings.length; k += 2) {
          cover(row, crossings[k] as number, crossings[k + 1] as number);
        }
      }
      if (touched) blend(texels, y * width, row, shape.fill);
    }
  }
  return { levels: buildLevels({ width, height, texels }) };
}

/** Lowest and highest row that the outlines touch. */
function extentOf(outlines: readonly (readonly number[])[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const outline of outlines) {
    for (let i = 1; i < outline.length; i += 2) {
      low = Math.min(low, outline[i] as number);
      high = Math.max(high, outline[i] as number);
    }
  }
  return [low, high];
}

function collectCrossings(outline: readonly number[], y: number, crossings: number[]): void {
  const n = outline.length;
  for (let i = 0; i < n; i += 2) {
    const x0 = outline[i] as number;
    const y0 = outline[i + 1] as number;
    const x1 = outline[(i + 2) % n] as number;
    const y1 = outline[(i + 3) % n] as number;
    if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0));
  }
}

function cover(row: Float32Array, from: number, to: number): void {
  const last = Math.min(row.length - 1, Math.floor(to));
  for (let x = Math.max(0, Math.floor(from)); x <= last; x += 1) {
    row[x] = (row[x] as number) + Math.max(0, Math.min(x + 1, to) - Math.max(x, from)) / lines;
  }
}

function blend(texels: Float32Array, start: number, row: Float32Array, fill: readonly number[]): void {
  for (let x = 0; x < row.length; x += 1) {
    const over = row[x] as number;
    if (over <= 0) continue;
    const at = (start + x) * 4;
    const under = texels[at + 3] as number;
    const whole = over + under * (1 - over);
    for (let c = 0; c < 3; c += 1) {
      const below = (texels[at + c] as number) * under * (1 - over);
      texels[at + c] = ((fill[c] as number) * over + below) / whole;
    }
    texels[at + 3] = whole;
  }
}

function buildLevels(base: TextureLevel): TextureLevel[] {
  const levels = [base];
  let last = base;
  while (last.width > 1 || last.height > 1) {
    const width = Math.max(1, last.width >> 1);
    const height = Math.max(1, last.height >> 1);
    const texels = new Float32Array(width * height * 4);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) average(last, x * 2, y * 2, texels, (y * width + x) * 4);
    }
    last = { width, height, texels };
    levels.push(last);
  }
  return levels;
}

/** The mean of four texels; colours count as much as they are covered. */
function average(level: TextureLevel, x: number, y: number, out: Float32Array, at: number): void {
  let weight = 0;
  const sum = [0, 0, 0];
  for (let k = 0; k < 4; k += 1) {
    const sx = Math.min(level.width - 1, x + (k & 1));
    const sy = Math.min(level.height - 1, y + (k >> 1));
    const from = (sy * level.width + sx) * 4;
    const share = level.texels[from + 3] as number;
    weight += share;
    for (let c = 0; c < 3; c += 1) sum[c] = (sum[c] as number) + (level.texels[from + c] as number) * share;
  }
  for (let c = 0; c < 3; c += 1) out[at + c] = weight > 0 ? (sum[c] as number) / weight : 0;
  out[at + 3] = weight / 4;
}
