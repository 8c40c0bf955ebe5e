import type { Random } from '../../support/random/Random.ts';
import { addSign, type SignSupport } from './addSign.ts';
import type { Device } from './Device.ts';
import { between } from './pick.ts';
import type { SignFace } from './signFaces.ts';

/** Builds a sign with some dirt, and says what it says. */
export function signDevice(
  role: Device['role'],
  size: Device['size'],
  choose: (random: Random) => {
    readonly face: SignFace;
    readonly bottom: number;
    readonly support: SignSupport;
  },
): Device {
  return {
    role,
    size,
    build(mesh, at, random) {
      const sign = choose(random);
      addSign(mesh, at, sign.face, {
        bottom: sign.bottom,
        support: sign.support,
        dirt: between(random, 0, 0.3),
        seed: random.int(1, 1e6),
      });
      const { text, letterHeight } = sign.face;
      return text.length > 0 ? [{ text: text.join(' '), letterHeight }] : [];
    },
  };
}
