import type { Random } from '../../support/random/Random.ts';
import type { SpritePlacement } from './pasteSprite.ts';
import { drawFrom, type Range } from './range.ts';

/** From what placements are drawn. */
export interface SpritePlacementRanges {
  /** Where feet stand: below the horizon, and not so low that the sprite is out of the picture. */
  readonly down: Range;
  readonly across: Range;
  /** Height of a sprite that stands at the bottom of the image; at the horizon it is 0. */
  readonly heightAtBottom: Range;
  /** Share of the image's height from the top, below the least of `down`. */
  readonly horizon: number;
  readonly harmony: Range;
}

/** Things on a flat road: the lower they stand, the nearer and larger they are. */
export function sampleSpritePlacement(ranges: SpritePlacementRanges, random: Random): SpritePlacement {
  const down = drawFrom(ranges.down, random);
  const nearness = Math.max(0.02, (down - ranges.horizon) / (1 - ranges.horizon));
  return {
    down,
    across: drawFrom(ranges.across, random),
    height: drawFrom(ranges.heightAtBottom, random) * nearness,
    harmony: drawFrom(ranges.harmony, random),
    opacity: 1,
  };
}
