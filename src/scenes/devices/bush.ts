import { move } from '../geometry/transforms.ts';
import type { Device } from './Device.ts';
import { between, chance, pick } from './pick.ts';
import { addCrown } from './plantParts.ts';

export const bush: Device = {
  role: 'ordinary',
  size: [1.8, 1.2, 1.8],
  build(mesh, at, random) {
    const r = between(random, 0.5, 1.3);
    const hex = chance(random, 0.12) ? 'b8481a' : pick(random, ['3f5a24', '4a6a2a', '35501f', '6a7a3a']);
    addCrown(mesh, move(at, 0, r * 0.55, 0), random, hex, [r, r * 0.7, r]);
    return [];
  },
};
