import { drawMark } from '../../support/charts/drawMark.ts';
import { escapeXml } from '../../support/charts/escapeXml.ts';
import type { Mark } from '../../support/charts/Mark.ts';
import { toPixel } from '../../support/charts/toPixel.ts';

export interface Chart {
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** In the unit square, from back to front. */
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

const scales = {
  x: (x: number): number => margin.left + x * side,
  y: (y: number): number => margin.top + (1 - y) * side,
};
const xOf = (x: number): string => toPixel(scales.x(x));
const yOf = (y: number): string => toPixel(scales.y(y));

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
    return `<circle cx="${toPixel(at + 5)}" cy="52" r="5" fill="${colour}"/><text x="${toPixel(at + 16)}" y="56">${escapeXml(text)}</text>`;
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
    ...marks.map((mark) => drawMark(mark, scales)),
    ...notes.map(
      (note, index) =>
        `<text x="${margin.left + side - 14}" y="${noteTop + 20 * index}" text-anchor="end">${escapeXml(note)}</text>`,
    ),
    '</svg>',
  ].join('\n')}\n`;
}
