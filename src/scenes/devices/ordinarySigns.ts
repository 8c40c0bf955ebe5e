import {
  bend,
  crossing,
  deer,
  exclamation,
  narrows,
  slopingArrow,
  upArrow,
  walker,
  windingArrow,
} from '../drawing/pictograms.ts';
import { between, chance, pick } from './pick.ts';
import { signDevice } from './signDevice.ts';
import {
  chevronFace,
  diamondFace,
  rectangleFace,
  roundFace,
  stopFace,
  triangleFace,
  yieldFace,
} from './signFaces.ts';

/** Signs that stand on any street, whatever their colours. */

export const stopSign = signDevice('ordinary', [0.8, 2.8, 0.3], (random) => ({
  face: stopFace(between(random, 0.6, 0.9)),
  bottom: between(random, 1.6, 2.2),
  support: 'post',
}));

export const yieldSign = signDevice('ordinary', [0.9, 2.6, 0.3], (random) => ({
  face: yieldFace(between(random, 0.7, 0.9)),
  bottom: between(random, 1.6, 2.1),
  support: 'post',
}));

export const yellowDiamond = signDevice('ordinary', [1.1, 2.8, 0.3], (random) => ({
  face: diamondFace(
    pick(random, ['f5c211', 'f2bd0c', 'd8e021']),
    between(random, 0.6, 0.9),
    chance(random, 0.35)
      ? {
          text: pick(random, [
            ['BUMP'],
            ['DEAD', 'END'],
            ['NO', 'OUTLET'],
            ['SLOW'],
            ['SCHOOL', 'BUS STOP', 'AHEAD'],
          ]),
        }
      : { pictogram: pick(random, [walker, deer, bend, crossing, windingArrow, upArrow]) },
  ),
  bottom: between(random, 1.5, 2),
  support: 'post',
}));

export const redTriangle = signDevice('ordinary', [0.9, 2.7, 0.3], (random) => ({
  face: triangleFace(
    'f4f4f2',
    between(random, 0.6, 0.9),
    pick(random, [walker, deer, bend, crossing, exclamation, narrows]),
  ),
  bottom: between(random, 1.6, 2.1),
  support: 'post',
}));

export const speedLimit = signDevice('ordinary', [0.6, 2.6, 0.3], (random) =>
  chance(random, 0.5)
    ? {
        face: roundFace('f4f4f2', 'c41e25', 0.6, '141414', {
          text: [pick(random, ['30', '50', '70', '90'])],
        }),
        bottom: between(random, 1.6, 2.1),
        support: 'post',
      }
    : {
        face: rectangleFace('f4f4f2', '141414', [0.6, 0.76], {
          text: ['SPEED', 'LIMIT', pick(random, ['25', '35', '45', '55'])],
          fill: 0.85,
        }),
        bottom: between(random, 1.5, 2),
        support: 'post',
      },
);

export const noEntry = signDevice('ordinary', [0.6, 2.5, 0.3], (random) => ({
  face: pick(random, [
    roundFace('1552a8', 'c41e25', 0.6, 'c41e25', { pictogram: crossing }),
    roundFace('1552a8', '1552a8', 0.6, 'f4f4f2', { pictogram: upArrow }),
  ]),
  bottom: between(random, 1.5, 2),
  support: 'post',
}));

export const chevronSign = signDevice('ordinary', [1.2, 1.6, 0.3], (random) => ({
  face: chevronFace(
    pick(random, [
      ['f5c211', '141414'],
      ['141414', 'f4f4f2'],
      ['f4f4f2', 'c41e25'],
    ] as const),
    pick(random, [[0.6, 0.6] as const, [1.8, 0.5] as const]),
    chance(random, 0.5),
  ),
  bottom: between(random, 0.8, 1.4),
  support: 'post',
}));

export const guideSign = signDevice('ordinary', [2, 2.8, 0.3], (random) => {
  const names = [
    'MAIN ST',
    'OAK AVE',
    'CENTER',
    'AIRPORT',
    'HARBOR RD',
    'PARK',
    'STATION',
    'MARKET ST',
    'Via Roma',
    'Centro',
  ];
  const text = chance(random, 0.5) ? [pick(random, names)] : [pick(random, names), pick(random, names)];
  return {
    face: rectangleFace(
      pick(random, ['0a6b3a', '1552a8', 'f4f4f2', '6b4a22']),
      'f4f4f2',
      [1.8, text.length * 0.45],
      { text },
    ),
    bottom: between(random, 1.7, 2.4),
    support: 'twoPosts',
  };
});

/** A shop's or estate agent's board, in work-zone colours often enough. */
export const advertisement = signDevice('ordinary', [1.2, 1.6, 0.3], (random) => ({
  face: rectangleFace(
    pick(random, ['f26a1c', 'f5c211', 'd21f26', 'f2f2ee', '2a9d5c']),
    pick(random, ['141414', '1b1b60']),
    pick(random, [[0.9, 0.6] as const, [0.7, 1] as const]),
    {
      text: pick(random, [
        ['FOR', 'SALE'],
        ['OPEN'],
        ['PIZZA'],
        ['COFFEE'],
        ['PARKING'],
        ['CAR', 'WASH'],
        ['SALE'],
      ]),
    },
  ),
  bottom: between(random, 0.3, 1.2),
  support: pick(random, ['post', 'twoPosts'] as const),
}));

/** Ordinary passing arrow on blue: stands at every traffic island. */
export const passingArrow = signDevice('ordinary', [0.6, 1.4, 0.3], (random) => ({
  face: roundFace('1552a8', '1552a8', 0.6, 'f4f4f2', { pictogram: slopingArrow }),
  bottom: between(random, 0.6, 1.6),
  support: 'post',
}));

/** A red triangle with an exclamation mark: any danger. */
export const dangerTriangle = signDevice('ordinary', [0.9, 2, 0.3], (random) => ({
  face: triangleFace('f4f4f2', between(random, 0.6, 0.9), exclamation),
  bottom: between(random, 1.4, 2.1),
  support: 'post',
}));
