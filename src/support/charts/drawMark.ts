import { escapeXml } from './escapeXml.ts';
import type { Mark, Point } from './Mark.ts';
import { toPixel } from './toPixel.ts';

/** Where the units of a chart's axes lie in its drawing, pixels. */
export interface Scales {
  x(value: number): number;
  y(value: number): number;
}

/** One mark as SVG. Colours are taken as they are: CSS, also `var(--name)`. */
export function drawMark(mark: Mark, scales: Scales): string {
  const xOf = (x: number): string => toPixel(scales.x(x));
  const yOf = (y: number): string => toPixel(scales.y(y));
  const pathOf = (points: readonly Point[]): string =>
    points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${xOf(x)} ${yOf(y)}`).join('');
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
      return `<circle cx="${xOf(mark.at[0])}" cy="${yOf(mark.at[1])}" r="${toPixel(mark.radius)}" fill="${mark.colour}" fill-opacity="0.85" stroke="#ffffff"><title>${escapeXml(mark.note)}</title></circle>`;
    case 'bar': {
      const [top, bottom] = [scales.y(mark.to), scales.y(mark.from)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const width = scales.x(mark.right) - scales.x(mark.left);
      return `<rect x="${xOf(mark.left)}" y="${toPixel(top)}" width="${toPixel(width)}" height="${toPixel(bottom - top)}" rx="1.5" fill="${mark.colour}"><title>${escapeXml(mark.note)}</title></rect>`;
    }
  }
}
