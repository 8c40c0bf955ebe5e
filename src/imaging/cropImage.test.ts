import { describe, expect, it } from 'vitest';
import { makePicture } from '../../tests/support/pictures.ts';
import { countIntactRows } from './countIntactRows.ts';
import { cropImage } from './cropImage.ts';
import { lumaGrid } from './lumaGrid.ts';

const image = makePicture(6, 5);

describe('cropImage', () => {
  it('cuts out what was asked for', () => {
    const part = cropImage(image, { left: 2, top: 1, width: 3, height: 2 });
    expect(part).toMatchObject({ width: 3, height: 2 });
    expect([...part.data.subarray(9)]).toEqual([...image.data.subarray((2 * 6 + 2) * 3, (2 * 6 + 5) * 3)]);
    expect(cropImage(image, { left: 0, top: 0, width: 6, height: 5 })).toBe(image);
  });

  it.each([
    { left: -1, top: 0, width: 2, height: 2 },
    { left: 0, top: 4, width: 2, height: 2 },
    { left: 0, top: 0, width: 0, height: 2 },
    { left: 0.5, top: 0, width: 2, height: 2 },
  ])('refuses %o', (window) => {
    expect(() => cropImage(image, window)).toThrow(/cannot be processed/);
  });
});

describe('countIntactRows', () => {
  it('counts up to the last row that is not all of the last colour', () => {
    expect(countIntactRows(image)).toBe(5);
    const cut = { ...image, data: Uint8Array.from(image.data).fill(128, 6 * 3 * 3) };
    expect(countIntactRows(cut)).toBe(3);
    cut.data.fill(128, (2 * 6 + 1) * 3);
    expect(countIntactRows(cut)).toBe(3);
    expect(countIntactRows({ ...image, data: cut.data.fill(128) })).toBe(0);
  });
});

describe('lumaGrid', () => {
  it('averages cells, the last ones with what is left over', () => {
    const data = Uint8Array.from({ length: 5 * 4 * 3 }, (_, index) => (index < 5 * 2 * 3 ? 0 : 200));
    const grid = lumaGrid({ width: 5, height: 4, data }, 2);
    expect(grid).toMatchObject({ columns: 2, rows: 2, cell: 2 });
    expect([...grid.values].map(Math.round)).toEqual([0, 0, 200, 200]);
  });
});
