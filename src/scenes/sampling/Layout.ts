import type { Random } from '../../support/random/Random.ts';
import { type DeviceKind, deviceTable } from '../devices/deviceTable.ts';
import { edgeOf, type Road } from '../environment/Road.ts';
import type { Placement } from '../SceneDescription.ts';

/** Collects what is put on a road, and knows where there is room. */
export interface Layout {
  readonly road: Road;
  readonly random: Random;
  readonly placements: Placement[];
  /** Puts a thing at a place, come what may. */
  readonly put: (kind: DeviceKind, x: number, z: number, turn?: number, fallen?: boolean) => void;
  /** Puts a thing if nothing is there yet; says whether. */
  readonly tryPut: (kind: DeviceKind, x: number, z: number, turn?: number) => boolean;
}

export function createLayout(road: Road, random: Random): Layout {
  const placements: Placement[] = [];
  const heightAt = (x: number): number =>
    road.sidewalk > 0 && (x > edgeOf(road, 1) + 0.1 || x < edgeOf(road, -1) - 0.1) ? 0.14 : 0;
  const put: Layout['put'] = (kind, x, z, turn = 0, fallen = false) => {
    placements.push({ kind, x, y: heightAt(x), z, turn, fallen, seed: random.int(1, 1e9) });
  };
  return {
    road,
    random,
    placements,
    put,
    tryPut(kind, x, z, turn = 0) {
      const [w, , d] = deviceTable[kind].size;
      const blocked = placements.some((other) => {
        const [ow, , od] = deviceTable[other.kind].size;
        return Math.abs(other.x - x) < (w + ow) / 2 + 0.3 && Math.abs(other.z - z) < (d + od) / 2 + 0.8;
      });
      if (!blocked) put(kind, x, z, turn);
      return !blocked;
    },
  };
}
