import { digger, type Pictogram } from '../drawing/pictograms.ts';
import type { Shape } from '../drawing/Shape.ts';
import { disc, polygon, roundedRectangle } from '../drawing/shapes.ts';
import { layText } from '../lettering/layText.ts';
import { colour } from '../materials/colour.ts';

/** What is printed on a sign: shapes in a face of width × height metres. */
export interface SignFace {
  readonly shapes: readonly Shape[];
  readonly size: readonly [width: number, height: number];
  readonly text: readonly string[];
  /** Height of a capital letter, metres; 0 without text. */
  readonly letterHeight: number;
}

const black = colour('141414');
const white = colour('f4f4f2');

export interface Inscription {
  readonly text?: readonly string[];
  readonly pictogram?: Pictogram;
}

/** A square on its corner, with a thin dark border: warning signs of North America. */
export function diamondFace(ground: string, side: number, inscription: Inscription): SignFace {
  const width = side * Math.SQRT2;
  const middle = width / 2;
  const rhombus = (inset: number, ink: readonly [number, number, number]): Shape =>
    disc(ink, middle, middle, middle - inset, 4);
  const lines = inscription.text ?? [];
  const letterHeight = lines.length === 0 ? 0 : side * Math.min(0.175, 0.66 / (lines.length * 1.45));
  return {
    shapes: [
      rhombus(0, colour(ground)),
      rhombus(side * 0.03, black),
      rhombus(side * 0.06, colour(ground)),
      ...lines.flatMap((line, index) => {
        const y = middle + ((lines.length - 1) / 2 - index) * letterHeight * 1.45;
        const room = 2 * (middle - Math.abs(y - middle) - letterHeight / 2) - side * 0.2;
        return layText([line], black, middle, y, letterHeight, { width: room });
      }),
      ...(inscription.pictogram?.(black, middle - side * 0.34, middle - side * 0.34, side * 0.68) ?? []),
    ],
    size: [width, width],
    text: lines,
    letterHeight,
  };
}

/** A rectangle with a border. */
export function rectangleFace(
  ground: string,
  ink: string,
  size: readonly [number, number],
  inscription: Inscription & { readonly fill?: number },
): SignFace {
  const [width, height] = size;
  const edge = Math.min(width, height) * 0.03;
  const ink3 = colour(ink);
  const lines = inscription.text ?? [];
  const letterHeight = lines.length === 0 ? 0 : (height * (inscription.fill ?? 0.72)) / (lines.length * 1.45);
  const radius = edge * 3;
  const round = (inset: number, fill: readonly [number, number, number]): Shape =>
    roundedRectangle(fill, inset, inset, width - 2 * inset, height - 2 * inset, radius);
  const box = Math.min(width, height) * 0.8;
  return {
    shapes: [
      round(0, colour(ground)),
      round(edge, ink3),
      round(edge * 2, colour(ground)),
      ...layText(lines, ink3, width / 2, height / 2, letterHeight, { width: width * 0.86 }),
      ...(inscription.pictogram?.(ink3, (width - box) / 2, (height - box) / 2, box) ?? []),
    ],
    size,
    text: lines,
    letterHeight,
  };
}

/** The red-bordered triangle of Europe; temporary ones have a yellow ground. */
export function triangleFace(ground: string, side: number, pictogram: Pictogram = digger): SignFace {
  const height = (side * Math.sqrt(3)) / 2;
  const radius = (side / Math.sqrt(3)) * 1.0;
  const middle = height / 3;
  const triangle = (size: number, ink: readonly [number, number, number]): Shape =>
    disc(ink, side / 2, middle, radius * size, 3);
  const box = side * 0.4;
  return {
    shapes: [
      triangle(1, white),
      triangle(0.97, colour('cf1b22')),
      triangle(0.68, colour(ground)),
      ...pictogram(black, side / 2 - box / 2, side * 0.13, box),
    ],
    size: [side, height],
    text: [],
    letterHeight: 0,
  };
}

/** A disc with a border: prohibitions (red border) and orders (blue). */
export function roundFace(
  ground: string,
  border: string,
  diameter: number,
  ink: string,
  inscription: Inscription,
): SignFace {
  const r = diameter / 2;
  const lines = inscription.text ?? [];
  const letterHeight = lines.length === 0 ? 0 : diameter * 0.36;
  const box = diameter * 0.62;
  return {
    shapes: [
      disc(white, r, r, r),
      disc(colour(border), r, r, r * 0.97),
      disc(colour(ground), r, r, r * (border === ground ? 0.97 : 0.74)),
      ...layText(lines, colour(ink), r, r, letterHeight, { width: diameter * 0.6 }),
      ...(inscription.pictogram?.(colour(ink), r - box / 2, r - box / 2, box) ?? []),
    ],
    size: [diameter, diameter],
    text: lines,
    letterHeight,
  };
}

/** The red octagon. */
export function stopFace(width: number): SignFace {
  const r = width / 2 / Math.cos(Math.PI / 8);
  const octagon = (size: number, ink: readonly [number, number, number]): Shape =>
    disc(ink, width / 2, width / 2, r * size, 8, Math.PI / 8);
  return {
    shapes: [
      octagon(1, white),
      octagon(0.95, colour('c41e25')),
      ...layText(['STOP'], white, width / 2, width / 2, width * 0.33, { width: width * 0.8 }),
    ],
    size: [width, width],
    text: ['STOP'],
    letterHeight: width * 0.33,
  };
}

/** A triangle that stands on its point: give way. */
export function yieldFace(side: number): SignFace {
  const height = (side * Math.sqrt(3)) / 2;
  const triangle = (size: number, ink: readonly [number, number, number]): Shape =>
    disc(ink, side / 2, (height * 2) / 3, (side / Math.sqrt(3)) * size, 3, Math.PI);
  return {
    shapes: [triangle(1, white), triangle(0.96, colour('c41e25')), triangle(0.6, white)],
    size: [side, height],
    text: [],
    letterHeight: 0,
  };
}

/** Black and yellow arrowheads at a bend. */
export function chevronFace(
  [ground, ink]: readonly [ground: string, ink: string],
  size: readonly [number, number],
  toRight: boolean,
): SignFace {
  const [width, height] = size;
  const count = Math.max(1, Math.round(width / height));
  const step = width / count;
  const shapes: Shape[] = [polygon(colour(ground), 0, 0, width, 0, width, height, 0, height)];
  for (let k = 0; k < count; k += 1) {
    const flip = (x: number): number => (toRight ? k * step + x * step : (k + 1) * step - x * step);
    const outline = [0.1, 0.08, 0.45, 0.08, 0.9, 0.5, 0.45, 0.92, 0.1, 0.92, 0.55, 0.5];
    shapes.push(
      polygon(
        colour(ink),
        ...outline.map((value, index) => (index % 2 === 0 ? flip(value) : value * height)),
      ),
    );
  }
  return { shapes, size, text: [], letterHeight: 0 };
}
