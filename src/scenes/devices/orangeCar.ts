import { carDevice } from './carParts.ts';
import { pick } from './pick.ts';

const warm = ['e8581a', 'f26f1e', 'd8431f', 'f0a412', 'd8c020', 'c81e1e'];

/** A car in the colours of a work zone. */
export const orangeCar = carDevice((random) => pick(random, warm));
