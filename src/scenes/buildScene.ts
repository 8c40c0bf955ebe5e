import { createRandom } from '../support/random/createRandom.ts';
import type { Inscribed } from './devices/Device.ts';
import { deviceTable } from './devices/deviceTable.ts';
import { addBonnet } from './environment/addBonnet.ts';
import { addSurroundings } from './environment/addSurroundings.ts';
import { detailAt } from './environment/detailAt.ts';
import { isInView } from './environment/isInView.ts';
import { placeOnRoad } from './environment/placeOnRoad.ts';
import { createMesh, type Mesh } from './geometry/Mesh.ts';
import { move, pitch } from './geometry/transforms.ts';
import type { Placement, SceneDescription } from './SceneDescription.ts';

/** One placed thing and its triangles. */
export interface BuiltObject {
  /** As the mesh's triangles name it. */
  readonly index: number;
  readonly placement: Placement;
  readonly inscriptions: readonly Inscribed[];
  /** Its triangles: `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
}

/** All triangles of a scene. Object 1 is the first placement; 0 is what stands around. What cannot be seen is left out. */
export function buildScene(description: SceneDescription): {
  readonly mesh: Mesh;
  readonly objects: readonly BuiltObject[];
} {
  const mesh = createMesh();
  const { road, camera, placements, seed } = description;
  addSurroundings(mesh, description);
  const objects: BuiltObject[] = [];
  placements.forEach((placement, index) => {
    const { x, y, z, turn, fallen, kind } = placement;
    const stand = placeOnRoad(road, x, y, z, turn);
    const [worldX, worldZ] = [stand[3] as number, stand[11] as number];
    const device = deviceTable[kind];
    if (!isInView(camera, worldX, worldZ, Math.max(...device.size))) return;
    mesh.object = index + 1;
    mesh.detail = detailAt(Math.hypot(worldX - camera.eye[0], worldZ - camera.eye[2]));
    const from = mesh.materialOf.length;
    const at = fallen ? move(pitch(move(stand, 0, 0.12, 0), 1.5), 0, -0.1, 0) : stand;
    const inscriptions = device.build(mesh, at, createRandom(`thing/${placement.seed}`));
    objects.push({ index: index + 1, placement, inscriptions, from, to: mesh.materialOf.length });
  });
  mesh.object = 0;
  mesh.detail = 1;
  if (camera.bonnet) {
    const random = createRandom(`bonnet/${seed}`);
    const paints = ['1a1b1d', '8d9094', 'd8dadb', '5a1a1c', '24406a', '303338'];
    addBonnet(mesh, camera.eye, camera.yaw * 0.5, paints[random.int(0, paints.length - 1)] ?? '1a1b1d');
  }
  return { mesh, objects };
}
