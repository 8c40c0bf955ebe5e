import { addBox } from '../geometry/addBox.ts';
import { addTube } from '../geometry/addTube.ts';
import { move } from '../geometry/transforms.ts';
import { finish } from '../materials/finish.ts';
import type { Device } from './Device.ts';
import { between, pick } from './pick.ts';
import { addBeacon, addChassis } from './truckParts.ts';

/** A lorry with a bucket on an arm. */
export const cherryPicker: Device = {
  role: 'machine',
  size: [2.4, 5, 7],
  build(mesh, at, random) {
    const look = { gloss: 0.4, dirt: between(random, 0.1, 0.4), seed: random.int(1, 1e6) };
    const white = finish(pick(random, ['ececea', 'f2a51c', 'ececea']), look);
    addChassis(mesh, at, white, 6.6);
    addBox(mesh, move(at, 0, 0.95, 1), white, [2.3, 0.9, 4.3]);
    const arm = finish(pick(random, ['ececea', 'f2a51c', 'f26a1c']), look);
    const elbow = [between(random, -1, 1), between(random, 3.6, 4.6), between(random, -1.5, 0.5)] as const;
    const bucket = [
      elbow[0] + between(random, -1.8, 1.8),
      elbow[1] + between(random, 0.6, 2),
      elbow[2] - 2,
    ] as const;
    addTube(mesh, at, arm, [0, 1.8, 2.2], elbow, 0.2, { endRadius: 0.16 });
    addTube(mesh, at, arm, elbow, bucket, 0.14, { endRadius: 0.1 });
    addBox(mesh, move(at, bucket[0], bucket[1] - 0.3, bucket[2]), finish('e8e4d4', look), [0.8, 1, 0.7]);
    addBeacon(mesh, move(at, 0, 2.8, -2.3), between(random, 0.5, 4));
    return [];
  },
};
