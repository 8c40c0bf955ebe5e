import type { Random } from '../../support/random/Random.ts';
import { digger, flagger, leftArrow, narrows, rightArrow } from '../drawing/pictograms.ts';
import type { SignSupport } from './addSign.ts';
import { between, chance, pick } from './pick.ts';
import { signDevice } from './signDevice.ts';
import { diamondFace, rectangleFace, triangleFace } from './signFaces.ts';

/** Wordings of temporary warning signs (MUTCD 2009, chapter 6F, and plain variants). */
const warningTexts: readonly (readonly string[])[] = [
  ['ROAD', 'WORK', 'AHEAD'],
  ['ROAD', 'WORK', 'AHEAD'],
  ['ROAD WORK', 'NEXT', '2 MILES'],
  ['ROAD', 'WORK', '500 FT'],
  ['RIGHT LANE', 'CLOSED', 'AHEAD'],
  ['LEFT LANE', 'CLOSED', 'AHEAD'],
  ['ONE LANE', 'ROAD', 'AHEAD'],
  ['DETOUR', 'AHEAD'],
  ['UTILITY', 'WORK', 'AHEAD'],
  ['SHOULDER', 'WORK'],
  ['FRESH', 'OIL'],
  ['BE', 'PREPARED', 'TO STOP'],
  ['WORKERS'],
  ['STREET', 'WORK', 'AHEAD'],
  ['UNEVEN', 'LANES'],
];

const plaqueTexts: readonly (readonly string[])[] = [
  ['ROAD', 'CLOSED'],
  ['SIDEWALK', 'CLOSED'],
  ['ROAD CLOSED', 'TO', 'THRU TRAFFIC'],
  ['ROAD WORK', 'NEXT 3 MILES'],
  ['LANE CLOSED'],
];

const orange = ['f2641c', 'f57a22', 'ee5a1e', 'f98a2b'];

const standing = (random: Random): { bottom: number; support: SignSupport } =>
  chance(random, 0.5)
    ? { bottom: between(random, 0.3, 0.6), support: 'stand' }
    : { bottom: between(random, 1.5, 2.1), support: 'post' };

/** An orange diamond with words. */
export const warningSign = signDevice('site', [1.3, 2, 0.6], (random) => ({
  face: diamondFace(pick(random, orange), between(random, 0.76, 1.1), { text: pick(random, warningTexts) }),
  ...standing(random),
}));

/** An orange diamond with a symbol. */
export const symbolSign = signDevice('site', [1.3, 2, 0.6], (random) => ({
  face: diamondFace(pick(random, orange), between(random, 0.76, 1), {
    pictogram: pick(random, [digger, digger, flagger, narrows]),
  }),
  ...standing(random),
}));

/** The red triangle "men at work": white or, as a temporary sign, yellow. */
export const triangleSign = signDevice('site', [0.9, 2, 0.5], (random) => ({
  face: triangleFace(
    pick(random, ['f4f4f2', 'f6c418', 'f6c418', 'f4bd20']),
    between(random, 0.6, 1.1),
    digger,
  ),
  ...(chance(random, 0.4)
    ? { bottom: between(random, 0.15, 0.5), support: 'stand' as const }
    : { bottom: between(random, 1, 2), support: 'post' as const }),
}));

/** A rectangular order on white or orange: ROAD CLOSED, DETOUR. */
export const plaqueSign = signDevice('site', [1.3, 1.6, 0.5], (random) => {
  if (chance(random, 0.35)) {
    const face = rectangleFace(pick(random, orange), '141414', [1.2, 0.45], { text: ['DETOUR'], fill: 0.75 });
    return { face, bottom: between(random, 0.9, 1.6), support: 'twoPosts' };
  }
  const text = pick(random, plaqueTexts);
  const ground = pick(random, ['f2f2ee', pick(random, orange)]);
  return {
    face: rectangleFace(ground, '141414', [1.2, text.length > 2 ? 0.9 : 0.75], { text }),
    bottom: between(random, 0.6, 1.5),
    support: pick(random, ['twoPosts', 'post'] as const),
  };
});

/** Temporary arrows on a yellow or orange ground; the blue passing arrow alone would be ordinary. */
export const arrowSign = signDevice('site', [1, 1.4, 0.5], (random) => ({
  face: rectangleFace(pick(random, [...orange, 'f6c418']), '141414', [1, 0.5], {
    pictogram: pick(random, [leftArrow, rightArrow]),
  }),
  bottom: between(random, 0.4, 1.4),
  support: pick(random, ['post', 'stand'] as const),
}));

/** The end of a work zone. Alone it says that there is none. */
export const endSign = signDevice('end', [1.3, 1.8, 0.4], (random) => {
  const text = pick(random, [
    ['END', 'ROAD WORK'],
    ['END', 'ROAD WORK'],
    ['ROAD WORK', 'ENDS'],
    ['END', 'WORK ZONE'],
  ]);
  return {
    face: rectangleFace(pick(random, orange), '141414', [1.2, 0.6], { text }),
    bottom: between(random, 1, 1.8),
    support: pick(random, ['twoPosts', 'post'] as const),
  };
});
