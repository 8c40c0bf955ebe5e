import type { Random } from '../../support/random/Random.ts';
import type { Mesh } from '../geometry/Mesh.ts';
import type { Transform } from '../geometry/Transform.ts';

/** What is written on a thing. */
export interface Inscribed {
  readonly text: string;
  /** Of a capital, metres. */
  readonly letterHeight: number;
}

/** What may stand on a street by itself. */
export interface Device {
  /**
   * `site`: its presence says that there is a work zone. `crew`: people at work. `machine`: belongs to a work zone when
   * one is around it, says nothing when it is parked alone. `end`: says that a work zone is over. `ordinary`: says
   * nothing, however orange it is.
   */
  readonly role: 'site' | 'crew' | 'machine' | 'end' | 'ordinary';
  /** Rough size for placing: width (x), height, depth (z), metres. */
  readonly size: readonly [width: number, height: number, depth: number];
  /** Adds the thing, standing on y = 0 at the origin of `at`, facing −z. Returns what is written on it. */
  readonly build: (mesh: Mesh, at: Transform, random: Random) => readonly Inscribed[];
}
