import { describe, expect, it } from 'vitest';
import { colour } from '../materials/colour.ts';
import { drawTexture } from './drawTexture.ts';
import { sampleTexture } from './sampleTexture.ts';
import { disc, rectangle } from './shapes.ts';

const white = colour('ffffff');
const red = colour('ff0000');

describe('drawTexture', () => {
  it('covers as much as its shapes do, at every level', () => {
    const { levels } = drawTexture([disc(white, 0.5, 0.5, 0.4, 200)], [1, 1], 128);
    for (const { width, height, texels } of levels.slice(0, 6)) {
      let covered = 0;
      for (let at = 3; at < texels.length; at += 4) covered += texels[at] as number;
      expect(covered / (width * height)).toBeCloseTo(Math.PI * 0.16, 2);
    }
    expect(levels.at(-1)).toMatchObject({ width: 1, height: 1 });
  });

  it('paints later shapes over earlier ones, with v upwards', () => {
    const texture = drawTexture([rectangle(white, 0, 0, 2, 1), rectangle(red, 0, 0, 2, 0.5)], [2, 1], 64);
    const out = new Float64Array(4);
    sampleTexture(texture, 0.5, 0.25, 0.001, out);
    expect([...out]).toEqual([1, 0, 0, 1]);
    sampleTexture(texture, 0.5, 0.75, 0.001, out);
    expect([...out]).toEqual([1, 1, 1, 1]);
    sampleTexture(texture, 0.5, 0.5, 1, out);
    expect(out[1]).toBeCloseTo(0.5, 1);
  });

  it('leaves holes by the even-odd rule', () => {
    const ring = `${disc(white, 0.5, 0.5, 0.45).path}${disc(white, 0.5, 0.5, 0.3).path}`;
    const texture = drawTexture([{ path: ring, fill: white }], [1, 1], 64);
    const out = new Float64Array(4);
    sampleTexture(texture, 0.5, 0.5, 0.001, out);
    expect(out[3]).toBe(0);
    sampleTexture(texture, 0.88, 0.5, 0.001, out);
    expect(out[3]).toBeGreaterThan(0.9);
  });
});
