import { addBox } from '../geometry/addBox.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import { addCar, saloon, utility } from './carParts.ts';
import type { Device } from './Device.ts';
import { chance, pick } from './pick.ts';

export const taxi: Device = {
  role: 'ordinary',
  size: [1.85, 1.7, 4.6],
  build(mesh, at, random) {
    const yellow = finish(pick(random, ['f2b41a', 'f6c51e', 'ee9a14']), { gloss: 0.5, dirt: 0.15 });
    addCar(mesh, at, chance(random, 0.7) ? saloon : utility, yellow);
    addBox(mesh, move(at, 0, 1.5, 0.2), finish('f2f0e4', { emission: 0.6, dirt: 0 }), [0.5, 0.2, 0.2]);
    return [];
  },
};
