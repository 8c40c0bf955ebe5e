import { describe, expect, it } from 'vitest';
import { createRandom } from '../support/random/createRandom.ts';
import { deviceTable } from './devices/deviceTable.ts';
import { drawScene } from './drawScene.ts';
import { createMesh } from './geometry/Mesh.ts';
import { identity } from './geometry/transforms.ts';

const size = { width: 160, height: 90, samples: 1 };

describe('drawScene', () => {
  it('shows what its labels say, in boxes inside the picture', () => {
    for (let n = 0; n < 10; n += 1) {
      const { image, truth } = drawScene(`test-draw-${n}`, { ...size, roadwork: n % 2 === 0 ? 1 : 0 });
      expect(image.data).toHaveLength(size.width * size.height * 3);
      const evidence = truth.objects.filter(({ role }) => role === 'site' || role === 'crew');
      if (truth.labels.roadwork === 0) expect(evidence).toEqual([]);
      else
        expect(
          evidence.length + truth.objects.filter(({ role }) => role === 'machine').length,
        ).toBeGreaterThan(0);
      if (truth.labels.active === 1) expect(evidence.some(({ role }) => role === 'crew')).toBe(true);
      for (const { box, visible, area, distance } of truth.objects) {
        const [left, top, right, bottom] = box;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(size.width);
        expect(bottom).toBeLessThanOrEqual(size.height);
        expect(right > left && bottom > top).toBe(true);
        expect(visible > 0 && visible <= 1 && area > 0 && area < 1 && distance > 0).toBe(true);
      }
    }
  });

  it('writes into the truth what is written on the signs', () => {
    let texts = 0;
    for (let n = 0; n < 4; n += 1) {
      const large = { width: 640, height: 360, samples: 1 };
      const { description, truth } = drawScene(`test-text-${n}`, { ...large, scenario: 'end-sign' });
      const written = description.placements.flatMap(({ kind, seed }) =>
        deviceTable[kind]
          .build(createMesh(), identity, createRandom(`thing/${seed}`))
          .map(({ text }) => text),
      );
      for (const { text } of truth.objects) if (text !== undefined) expect(written).toContain(text);
      for (const text of truth.signTexts) expect(truth.objects.map((object) => object.text)).toContain(text);
      texts += truth.signTexts.length;
    }
    expect(texts).toBeGreaterThan(0);
  });
});
