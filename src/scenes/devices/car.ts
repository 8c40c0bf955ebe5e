import { carDevice, paints } from './carParts.ts';
import { pick } from './pick.ts';

export const car = carDevice((random) => pick(random, paints));
