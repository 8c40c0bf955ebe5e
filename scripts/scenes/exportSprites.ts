import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { type DeviceKind, deviceTable } from '../../src/scenes/devices/deviceTable.ts';
import { renderSprite } from '../../src/scenes/renderSprite.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import type { Exporter } from './Exporter.ts';

const rowSchema = z.strictObject({
  file: z.string(),
  kind: z.string(),
  class: z.enum(['positive', 'negative']),
  width: z.int(),
  height: z.int(),
});

/** How often a kind is drawn; 1 where nothing is said, 0 for what makes no sense as a cut-out. */
const weights: Partial<Record<DeviceKind, number>> = {
  cone: 6,
  'small-cone': 3,
  'tall-cone': 3,
  drum: 4,
  'tubular-post': 2,
  'vertical-panel': 3,
  barricade: 4,
  'barrier-board': 4,
  'plastic-barrier': 3,
  'net-fence': 2,
  'warning-sign': 4,
  'symbol-sign': 3,
  'triangle-sign': 5,
  worker: 5,
  'paddle-worker': 2,
  excavator: 3,
  'end-sign': 0,
  // Machines that are as ordinary as they are not, when nothing is around them.
  compressor: 0,
  'site-hut': 0,
  // Scenery is in the photographs already.
  tree: 0,
  conifer: 0,
  palm: 0,
  bush: 0,
};

function kindsOf(positive: boolean): DeviceKind[] {
  const kinds = Object.keys(deviceTable) as DeviceKind[];
  return kinds
    .filter((kind) => (deviceTable[kind].role === 'ordinary') !== positive)
    .flatMap((kind) => new Array<DeviceKind>(weights[kind] ?? 1).fill(kind));
}

/** Writes `<class>_<kind>_<n>.png` (RGBA), three positives for each negative, and `sprites.json`. */
export const exportSprites: Exporter = {
  async part(order, share, report) {
    const rows: unknown[] = [];
    const pools = { positive: kindsOf(true), negative: kindsOf(false) };
    for (let n = share.index; n < order.count; n += share.of) {
      const random = createRandom(`${order.seed}/sprite/${n}`);
      const label = n % 4 === 3 ? 'negative' : 'positive';
      const pool = pools[label];
      const kind = pool[random.int(0, pool.length - 1)] as DeviceKind;
      // Where a thing is mostly post, more pixels are needed for the part that says something.
      const [, tall] = deviceTable[kind].size;
      const height =
        random.int(96, 160) * (tall >= 1.4 && kind.match(/sign|triangle|limit|diamond|entry/) ? 1.4 : 1);
      const sprite = renderSprite(kind, random, { height: Math.round(height) });
      const file = `${label}_${kind}_${n}.png`;
      const raw = { width: sprite.width, height: sprite.height, channels: 4 as const };
      await sharp(sprite.data, { raw }).png({ compressionLevel: 9 }).toFile(join(order.out, file));
      rows.push({ file, kind, class: label, width: sprite.width, height: sprite.height });
      if (rows.length % 50 === 0) report(rows);
    }
    return rows;
  },
  finish(order, rows) {
    const sprites = z
      .array(rowSchema)
      .parse(rows)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
    writeFileSync(
      join(order.out, 'sprites.json'),
      `${JSON.stringify({ seed: order.seed, sprites }, null, 1)}\n`,
    );
  },
};
