import type { Shape } from '../drawing/Shape.ts';
import type { Colour } from '../materials/Material.ts';
import { outlines } from './outlines.ts';

/** Height of a capital letter in the outlines' units (1/256 em). */
const capitalHeight = 179;

const widthOf = (line: string): number =>
  [...line].reduce((sum, character) => sum + (outlines[character]?.[0] ?? 0), 0);

/**
 * Lines of text, centred about (x, y), as shapes. Characters without an outline are refused, so that what a sign says
 * and what its truth says cannot differ.
 *
 * @param height of a capital letter, in the units of the face
 * @param options.width narrower lines stay as they are, wider ones are condensed to it
 * @throws RangeError for a character that the lettering does not have
 */
export function layText(
  lines: readonly string[],
  fill: Colour,
  x: number,
  y: number,
  height: number,
  options: { readonly width?: number; readonly spacing?: number } = {},
): Shape[] {
  const scale = height / capitalHeight;
  const pitch = height * (options.spacing ?? 1.45);
  const shapes: Shape[] = [];
  lines.forEach((line, index) => {
    const natural = widthOf(line) * scale;
    const squeeze = options.width === undefined ? 1 : Math.min(1, options.width / natural);
    let left = x - (natural * squeeze) / 2;
    const base = y - height / 2 + ((lines.length - 1) / 2 - index) * pitch;
    for (const character of line) {
      const glyph = outlines[character];
      if (!glyph) throw new RangeError(`the lettering has no outline for ${JSON.stringify(character)}`);
      if (glyph[1] !== '') {
        shapes.push({ path: placeOutline(glyph[1], left, base, scale * squeeze, scale), fill });
      }
      left += glyph[0] * scale * squeeze;
    }
  });
  return shapes;
}

function placeOutline(outline: string, x: number, y: number, scaleX: number, scaleY: number): string {
  return outline.replaceAll(/[MLQC][^MLQCZ]*/g, (part) => {
    const numbers = part.slice(1).split(' ').map(Number);
    const placed = numbers.map((value, index) =>
      (index % 2 === 0 ? x + value * scaleX : y + value * scaleY).toFixed(5),
    );
    return part.charAt(0) + placed.join(' ');
  });
}
