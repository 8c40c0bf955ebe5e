import { drawMark, type Scales } from './drawMark.ts';
import { escapeXml } from './escapeXml.ts';
import type { Mark } from './Mark.ts';
import { toPixel } from './toPixel.ts';

export interface Axis {
  readonly label: string;
  /** What lies at its two ends. */
  readonly from: number;
  readonly to: number;
  /** Positive values only: equal factors take equal space. */
  readonly logarithmic?: boolean;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

export interface Plot {
  /** For those who do not see it. */
  readonly description: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  /** From back to front. */
  readonly marks: readonly Mark[];
}

const margin = { left: 46, top: 10, right: 14, bottom: 38 } as const;

const scaleOf = ({ from, to, logarithmic }: Axis, start: number, end: number) => {
  const place = logarithmic ? Math.log : (value: number) => value;
  const span = place(to) - place(from) || 1;
  return (value: number): number => start + ((place(value) - place(from)) / span) * (end - start);
};

/**
 * A chart for the inside of a page: SVG without colours of its own but the page's (`currentColor`, the classes `grid`
 * and `axis`), so that it follows light and dark.
 */
export function plotChart({ description, width, height, x, y, marks }: Plot): string {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const scales: Scales = {
    x: scaleOf(x, margin.left, right),
    y: scaleOf(y, bottom, margin.top),
  };
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(description)}">`,
    ...y.ticks.map(({ at, text }) => {
      const line = toPixel(scales.y(at));
      return `<path class="grid" d="M${margin.left} ${line}H${right}"/><text class="axis" x="${margin.left - 8}" y="${line}" dy="4" text-anchor="end">${escapeXml(text)}</text>`;
    }),
    ...x.ticks.map(({ at, text }) => {
      const line = toPixel(scales.x(at));
      return `<path class="grid" d="M${line} ${bottom}v4"/><text class="axis" x="${line}" y="${bottom + 18}" text-anchor="middle">${escapeXml(text)}</text>`;
    }),
    `<text class="axis" x="${toPixel((margin.left + right) / 2)}" y="${height - 4}" text-anchor="middle">${escapeXml(x.label)}</text>`,
    ...marks.map((mark) => drawMark(mark, scales)),
    '</svg>',
  ].join('');
}
