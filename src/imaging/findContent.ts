import { checkImage, type Window } from './checkImage.ts';
import { lowerHull } from './lowerHull.ts';
import { type LumaGrid, lumaGrid } from './lumaGrid.ts';
import type { RgbImage } from './RgbImage.ts';

/** Cells along the longer side: 2 × 2 pixels each for the validators' 224. */
const gridSide = 112;
/** Mean luma up to which a cell is black: JPEG's ringing and the validators' noise stay below, asphalt at night too. */
const blackUntil = 24;
/** Luma of the picture right behind its border, for the border to be sharp. */
const contentFrom = 40;
/** Cells by which a border may be off the straight line. */
const tolerance = 1.5;
/** Share of a side whose border has to lie on the line: of a slanted one, and of each of a pair of bars. */
const straightShare = { slanted: 0.8, pair: 0.4 };
/** Share of the positions with a border at which it has to be sharp. */
const sharpShare = 0.6;
/** Black that an edge of the result may keep: cutting corners off entirely would cost too much of the picture. */
const keptBlackShare = 1 / 3;
/** With less left than this share of the area, what looks like a border is the night. */
const minContentShare = 0.25;

/** One side of the grid: its lines run from the edge inwards, one per position along the edge. */
interface Side {
  readonly positions: number;
  readonly depth: number;
  readonly luma: (position: number, depth: number) => number;
}

const sidesOf = ({ columns, rows, values }: LumaGrid) => {
  const at = (column: number, row: number): number => values[row * columns + column] as number;
  return {
    top: { positions: columns, depth: rows, luma: (x, y) => at(x, y) },
    bottom: { positions: columns, depth: rows, luma: (x, y) => at(x, rows - 1 - y) },
    left: { positions: rows, depth: columns, luma: (y, x) => at(x, y) },
    right: { positions: rows, depth: columns, luma: (y, x) => at(columns - 1 - x, y) },
  } satisfies Record<string, Side>;
};

/** Black cells from the edge, to where two in a row are not; `null` for a line that is black throughout. */
const blackRun = ({ depth, luma }: Side, position: number): number | null => {
  for (let at = 0; at < depth; at += 1) {
    const next = Math.min(depth - 1, at + 1);
    if (luma(position, at) > blackUntil && luma(position, next) > blackUntil) return at;
  }
  return null;
};

const medianOfThree = (values: readonly (number | null)[]): (number | null)[] =>
  values.map((value, index) => {
    const before = values[index - 1] ?? value;
    const after = values[index + 1] ?? value;
    if (value === null || before === null || after === null) return value;
    return Math.max(Math.min(before, after), Math.min(Math.max(before, after), value));
  });

interface Border {
  /** Cells from the edge, at every position. */
  readonly extents: readonly number[];
  readonly isFlat: boolean;
  /** The picture begins bright right behind it. */
  readonly isSharp: boolean;
}

/**
 * The border along one side, if it has the form that pipelines give it: a picture that was turned, cut and framed is
 * convex, so its border ends in straight lines that bend outwards. Skylines do not.
 */
const findBorder = (side: Side): Border | undefined => {
  const runs = medianOfThree(Array.from({ length: side.positions }, (_, index) => blackRun(side, index)));
  const hull = lowerHull(runs);
  let measured = 0;
  let straight = 0;
  let bordered = 0;
  let sharp = 0;
  for (const [position, run] of runs.entries()) {
    if (run === null) continue;
    const extent = hull[position] ?? 0;
    measured += 1;
    if (run - extent <= tolerance) straight += 1;
    if (extent < 1) continue;
    bordered += 1;
    const inside = Math.min(side.depth - 1, Math.round(extent) + 2);
    if (side.luma(position, inside) >= contentFrom) sharp += 1;
  }
  const isFlat = Math.max(...hull) - Math.min(...hull) <= tolerance;
  if (bordered === 0 || straight < measured * straightShare[isFlat ? 'pair' : 'slanted']) return;
  return { extents: hull, isFlat, isSharp: sharp >= bordered * sharpShare };
};

/**
 * Bars of a letterbox come in pairs of one width; a single one is a black sky or a car's bonnet. Slanted borders come
 * alone, but end sharply; the dark around headlights does not.
 */
const inPairs = (
  one: Border | undefined,
  other: Border | undefined,
): [Border | undefined, Border | undefined] => {
  const difference = Math.abs((one?.extents[0] ?? 0) - (other?.extents[0] ?? 0));
  const isPair = one?.isFlat === true && other?.isFlat === true && difference <= 2;
  const keep = (border: Border | undefined) =>
    (border?.isFlat === true ? isPair : border?.isSharp === true) ? border : undefined;
  return [keep(one), keep(other)];
};

/** Takes the blackest edge off until none is too black. Cells, both ends of each range included. */
const shrink = (grid: LumaGrid, isBlack: (column: number, row: number) => boolean) => {
  const range = { left: 0, right: grid.columns - 1, top: 0, bottom: grid.rows - 1 };
  const shareOf = (edge: keyof typeof range): number => {
    const isColumn = edge === 'left' || edge === 'right';
    const [from, to] = isColumn ? [range.top, range.bottom] : [range.left, range.right];
    let black = 0;
    for (let along = from; along <= to; along += 1) {
      if (isColumn ? isBlack(range[edge], along) : isBlack(along, range[edge])) black += 1;
    }
    return black / (to - from + 1);
  };
  const edges = ['top', 'bottom', 'left', 'right'] as const;
  while (range.left < range.right && range.top < range.bottom) {
    const [worst = 'top'] = edges.toSorted((one, other) => shareOf(other) - shareOf(one));
    if (shareOf(worst) <= keptBlackShare) break;
    range[worst] += worst === 'top' || worst === 'left' ? 1 : -1;
  }
  return range;
};

/** Whether any corner is black: all borders that we know of reach into one, and most pictures have none. */
const hasBlackCorner = ({ width, height, data }: RgbImage): boolean =>
  [0, width - 4].some((left) =>
    [0, height - 4].some((top) => {
      let sum = 0;
      for (let index = 0; index < 16; index += 1) {
        const at = ((top + (index >> 2)) * width + left + (index & 3)) * 3;
        sum += (data[at] as number) + (data[at + 1] as number) + (data[at + 2] as number);
      }
      return sum / 48 <= 2 * blackUntil;
    }),
  );

/**
 * Finds the part of an image that is a picture: without the bars of a letterbox, and with at most a third of each
 * edge left black by a rotation (black corners cannot be cut off without loss). When in doubt, and for every image that
 * has no black corner, this is the whole image: dark nights stay as they are.
 * @throws RC_IMAGING_SIZE_INVALID
 */
export function findContent(image: RgbImage): Window {
  checkImage(image);
  const { width, height } = image;
  const whole: Window = { left: 0, top: 0, width, height };
  if (width < 16 || height < 16 || !hasBlackCorner(image)) return whole;
  const grid = lumaGrid(image, gridSide);
  const sides = sidesOf(grid);
  const [top, bottom] = inPairs(findBorder(sides.top), findBorder(sides.bottom));
  const [left, right] = inPairs(findBorder(sides.left), findBorder(sides.right));
  if (!(top ?? bottom ?? left ?? right)) return whole;
  const reaches = (border: Border | undefined, position: number, depth: number): boolean =>
    depth < Math.round(border?.extents[position] ?? 0);
  const { columns, rows, cell } = grid;
  const range = shrink(
    grid,
    (column, row) =>
      reaches(top, column, row) ||
      reaches(bottom, column, rows - 1 - row) ||
      reaches(left, row, column) ||
      reaches(right, row, columns - 1 - column),
  );
  // A cell that is cut by the border counts as picture; beside a border that was taken off, it goes too.
  const from = (cells: number): number => (cells === 0 ? 0 : (cells + 1) * cell);
  const to = (cells: number, most: number, pixels: number): number =>
    cells === most - 1 ? pixels : cells * cell;
  const content = { left: from(range.left), top: from(range.top) };
  const contentWidth = to(range.right, columns, width) - content.left;
  const contentHeight = to(range.bottom, rows, height) - content.top;
  const isEnough =
    contentWidth >= 8 &&
    contentHeight >= 8 &&
    contentWidth * contentHeight >= width * height * minContentShare;
  return isEnough ? { ...content, width: contentWidth, height: contentHeight } : whole;
}
