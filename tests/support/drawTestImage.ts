import type { RgbImage } from '../../src/imaging/RgbImage.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';

/** A picture with what upsets image code: slopes, flat areas, hard edges at any angle, texture, pure colours, noise. */
export function drawTestImage(width: number, height: number, seed: string | number): RgbImage {
  const random = createRandom(seed);
  const data = new Uint8Array(width * height * 3);
  const shapes = Array.from({ length: 14 }, () => ({
    x: random.float() * width,
    y: random.float() * height,
    radius: (0.03 + 0.2 * random.float()) * Math.min(width, height),
    turn: random.float() * Math.PI,
    round: random.int(0, 1) === 1,
    colour: [random.int(0, 5) * 51, random.int(0, 5) * 51, random.int(0, 5) * 51] as const,
    noise: random.int(0, 2) * 12,
  }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let colour: readonly number[] = [
        (x / width) * 255,
        (y / height) * 255,
        128 + 80 * Math.sin((x + y) / 9),
      ];
      let noise = 4;
      for (const shape of shapes) {
        const dx = x - shape.x;
        const dy = y - shape.y;
        const across = Math.abs(dx * Math.cos(shape.turn) + dy * Math.sin(shape.turn));
        const along = Math.abs(dy * Math.cos(shape.turn) - dx * Math.sin(shape.turn));
        const inside = shape.round
          ? Math.hypot(dx, dy) < shape.radius
          : across < shape.radius && along < shape.radius / 3;
        if (inside) ({ colour, noise } = shape);
      }
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (colour[channel] ?? 0) + (random.float() - 0.5) * noise;
        data[(y * width + x) * 3 + channel] = Math.min(255, Math.max(0, Math.round(value)));
      }
    }
  }
  return { width, height, data };
}
