import { describe, expect, it } from 'vitest';
import { createRandom } from '../support/random/createRandom.ts';
import { type DeviceKind, deviceTable } from './devices/deviceTable.ts';
import { renderSprite } from './renderSprite.ts';

const kinds = Object.keys(deviceTable) as DeviceKind[];

describe('renderSprite', () => {
  it.each(kinds)('cuts out %s with soft edges and no margin', (kind) => {
    const sprite = renderSprite(kind, createRandom(`test/${kind}`), { height: 40 });
    const { role } = deviceTable[kind];
    expect(sprite.positive).toBe(role === 'site' || role === 'crew' || role === 'machine');
    const { width, height, data } = sprite;
    expect(data).toHaveLength(width * height * 4);
    const alpha = (x: number, y: number): number => data[(y * width + x) * 4 + 3] as number;
    let [opaque, soft, clear] = [0, 0, 0];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (alpha(x, y) === 255) opaque += 1;
        else if (alpha(x, y) > 0) soft += 1;
        else clear += 1;
      }
    }
    // Tape and nets are little but edges.
    expect(opaque).toBeGreaterThan(8);
    expect(soft).toBeGreaterThan(5);
    expect(clear).toBeGreaterThan(5);
    const columns = Array.from({ length: width }, (_, x) => x);
    expect(columns.some((x) => alpha(x, 0) > 0)).toBe(true);
    expect(columns.some((x) => alpha(x, height - 1) > 0)).toBe(true);
  });

  it('gives the same bytes for the same seed', () => {
    const draw = (seed: string): Uint8Array => renderSprite('cone', createRandom(seed), { height: 32 }).data;
    expect(draw('test-1')).toEqual(draw('test-1'));
    expect(draw('test-1')).not.toEqual(draw('test-2'));
  });

  it('is orange where a cone is, and dark where its shadow is', () => {
    const { width, height, data } = renderSprite('cone', createRandom('test-7'), { height: 64 });
    let orange = 0;
    let shadow = 0;
    for (let at = 0; at < width * height; at += 1) {
      const [r = 0, g = 0, b = 0, a = 0] = data.subarray(at * 4, at * 4 + 4);
      if (a === 255 && r > 1.5 * g && g >= b * 0.8) orange += 1;
      if (a > 0 && a < 200 && Math.max(r, g, b) < 50) shadow += 1;
    }
    expect(orange).toBeGreaterThan(100);
    expect(shadow).toBeGreaterThan(20);
  });
});
