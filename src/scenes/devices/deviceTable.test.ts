import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import { createMesh } from '../geometry/Mesh.ts';
import { identity } from '../geometry/transforms.ts';
import { type DeviceKind, deviceTable } from './deviceTable.ts';

describe.each(Object.keys(deviceTable) as DeviceKind[])('%s', (kind) => {
  it('stands on the ground, is about as large as it says, and is made of real triangles', () => {
    for (let n = 0; n < 6; n += 1) {
      const mesh = createMesh();
      const { size, build } = deviceTable[kind];
      const inscriptions = build(mesh, identity, createRandom(`${kind}/${n}`));
      expect(mesh.materialOf.length).toBeGreaterThan(10);
      expect(mesh.positions).toHaveLength(mesh.materialOf.length * 9);
      expect(mesh.normals).toHaveLength(mesh.materialOf.length * 9);
      expect(mesh.uvs).toHaveLength(mesh.materialOf.length * 6);
      for (const list of [mesh.positions, mesh.normals, mesh.uvs])
        expect(list.every(Number.isFinite)).toBe(true);
      const heights = mesh.positions.filter((_, index) => index % 3 === 1);
      const [low, high] = [
        heights.reduce((a, b) => Math.min(a, b)),
        heights.reduce((a, b) => Math.max(a, b)),
      ];
      expect(low).toBeGreaterThan(-0.6);
      expect(low).toBeLessThan(0.3);
      expect(high).toBeGreaterThan(size[1] * 0.3);
      expect(high).toBeLessThan(size[1] * 2.2 + 0.3);
      for (const { text, letterHeight } of inscriptions) {
        expect(text).toMatch(/\S/);
        expect(letterHeight).toBeGreaterThan(0.02);
      }
    }
  });
});
