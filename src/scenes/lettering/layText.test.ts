import { describe, expect, it } from 'vitest';
import { drawTexture } from '../drawing/drawTexture.ts';
import { flattenPath } from '../drawing/flattenPath.ts';
import { layText } from './layText.ts';
import { outlines } from './outlines.ts';

const black = [0, 0, 0] as const;
const boundsOf = (text: readonly string[], width?: number): readonly number[] => {
  const points = layText(text, black, 10, 5, 1, width === undefined ? {} : { width }).flatMap(({ path }) =>
    flattenPath(path).flat(),
  );
  const xs = points.filter((_, index) => index % 2 === 0);
  const ys = points.filter((_, index) => index % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

describe('layText', () => {
  it('centres capitals of the height asked for', () => {
    const [left = 0, bottom = 0, right = 0, top = 0] = boundsOf(['HIE']);
    expect((left + right) / 2).toBeCloseTo(10, 1);
    expect(bottom).toBeCloseTo(4.5, 1);
    expect(top).toBeCloseTo(5.5, 1);
  });

  it('condenses a line that is too wide, and only that', () => {
    const wide = boundsOf(['RIGHT LANE CLOSED']);
    const narrow = boundsOf(['RIGHT LANE CLOSED'], 3);
    expect((wide[2] ?? 0) - (wide[0] ?? 0)).toBeGreaterThan(6);
    expect((narrow[2] ?? 0) - (narrow[0] ?? 0)).toBeLessThanOrEqual(3);
    expect(boundsOf(['I'], 3)).toEqual(boundsOf(['I']));
  });

  it('puts the first line on top', () => {
    const [first, second] = layText(['I', 'I'], black, 0, 0, 1).map(
      ({ path }) => flattenPath(path).flat()[1] ?? 0,
    );
    expect(first).toBeGreaterThan(second ?? 0);
  });

  it('refuses what it cannot write', () => {
    expect(() => layText(['ROAD → WORK'], black, 0, 0, 1)).toThrow(RangeError);
  });

  it('draws every character, and no two alike', () => {
    const seen = new Set<string>();
    for (const character of Object.keys(outlines)) {
      const shapes = layText([character], black, 0.5, 0.5, 0.5);
      if (character === ' ') {
        expect(shapes).toEqual([]);
        continue;
      }
      const [base] = drawTexture(shapes, [1, 1], 24).levels;
      const ink = [...(base?.texels ?? [])].filter((_, index) => index % 4 === 3);
      expect(ink.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0.5);
      seen.add(ink.map((value) => value.toFixed(2)).join());
    }
    expect(seen.size).toBe(Object.keys(outlines).length - 1);
  });
});
