/** A position in the unit square: both coordinates 0 to 1. */
export type Point = readonly [x: number, y: number];

/** What is drawn, in this order from back to front. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly Point[];
      readonly colour: string;
      readonly dashed?: boolean;
    }
  /** The area between a line and the bottom. */
  | { readonly kind: 'area'; readonly points: readonly Point[]; readonly colour: string }
  | {
      readonly kind: 'range';
      readonly x: number;
      readonly low: number;
      readonly high: number;
      readonly colour: string;
    }
  | {
      readonly kind: 'dot';
      readonly at: Point;
      readonly radius: number;
      readonly colour: string;
      readonly note: string;
    };

export interface Chart {
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly marks: readonly Mark[];
  /** Lines of text inside, bottom right. */
  readonly notes: readonly string[];
  readonly legend: readonly { readonly colour: string; readonly text: string }[];
}

export const chartColours = { blue: '#1f6feb', grey: '#8b949e', band: '#c8d6e5', orange: '#d9730d' } as const;

const side = 420;
const margin = { left: 64, top: 72, right: 24, bottom: 60 } as const;
const width = margin.left + side + margin.right;
const height = margin.top + side + margin.bottom;
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
/** A tenth of a pixel is enough, and keeps files small and equal between machines. */
const pixel = (value: number): string => String(Math.round(value * 10) / 10);
const xOf = (x: number): string => pixel(margin.left + x * side);
const yOf = (y: number): string => pixel(margin.top + (1 - y) * side);
const pathOf = (points: readonly Point[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${xOf(x)} ${yOf(y)}`).join('');

function drawMark(mark: Mark): string {
  switch (mark.kind) {
    case 'line':
      return `<path d="${pathOf(mark.points)}" fill="none" stroke="${mark.colour}" stroke-width="2" stroke-linejoin="round"${mark.dashed ? ' stroke-dasharray="5 5"' : ''}/>`;
    case 'area': {
      const [first, last] = [mark.points[0], mark.points.at(-1)];
      if (!first || !last) return '';
      return `<path d="${pathOf([[first[0], 0], ...mark.points, [last[0], 0]])}Z" fill="${mark.colour}" fill-opacity="0.12"/>`;
    }
    case 'range':
      return `<line x1="${xOf(mark.x)}" y1="${yOf(mark.low)}" x2="${xOf(mark.x)}" y2="${yOf(mark.high)}" stroke="${mark.colour}" stroke-width="14" stroke-linecap="butt"/>`;
    case 'dot':
      return `<circle cx="${xOf(mark.at[0])}" cy="${yOf(mark.at[1])}" r="${pixel(mark.radius)}" fill="${mark.colour}" fill-opacity="0.85" stroke="#ffffff"><title>${escapeXml(mark.note)}</title></circle>`;
  }
}

const grid = ticks
  .map(
    (tick) =>
      `<path d="M${xOf(tick)} ${yOf(0)}V${yOf(1)}M${xOf(0)} ${yOf(tick)}H${xOf(1)}" stroke="#d8dee4"/>` +
      `<text x="${xOf(tick)}" y="${height - margin.bottom + 20}" text-anchor="middle">${tick}</text>` +
      `<text x="${margin.left - 10}" y="${yOf(tick)}" dy="4" text-anchor="end">${tick}</text>`,
  )
  .join('\n');

/** Draws a chart of the unit square as an SVG file that stands alone: system fonts, no script, a title and description. */
export function svgChart({ title, description, xLabel, yLabel, marks, notes, legend }: Chart): string {
  const middle = margin.left + side / 2;
  const noteTop = height - margin.bottom - 14 - 20 * (notes.length - 1);
  let legendAt = margin.left;
  const keys = legend.map(({ colour, text }) => {
    const at = legendAt;
    legendAt += 34 + 6.8 * text.length;
    return `<circle cx="${pixel(at + 5)}" cy="52" r="5" fill="${colour}"/><text x="${pixel(at + 16)}" y="56">${escapeXml(text)}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="13" fill="#1f2328">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="30" font-size="17" font-weight="600">${escapeXml(title)}</text>`,
    ...keys,
    grid,
    `<text x="${middle}" y="${height - 16}" text-anchor="middle">${escapeXml(xLabel)}</text>`,
    `<text transform="translate(20 ${margin.top + side / 2}) rotate(-90)" text-anchor="middle">${escapeXml(yLabel)}</text>`,
    ...marks.map(drawMark),
    ...notes.map(
      (note, index) =>
        `<text x="${margin.left + side - 14}" y="${noteTop + 20 * index}" text-anchor="end">${escapeXml(note)}</text>`,
    ),
    '</svg>',
  ].join('\n')}\n`;
}
