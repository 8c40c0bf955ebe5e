import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { drawScene } from '../../src/scenes/drawScene.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import type { Exporter } from './Exporter.ts';

const rowSchema = z.strictObject({ line: z.string(), truth: z.unknown() });
const header = 'file,label,active,source_group,scenario,time_of_day,weather,camera,width,height';
/** Width to height. */
const formats = [16 / 9, 16 / 9, 16 / 9, 4 / 3, 4 / 3, 3 / 2, 2, 1, 3 / 4] as const;

/** Writes `scene_<n>.jpg` (quality 85), half of them with roadwork, `manifest.csv` and `truth.jsonl`. */
export const exportScenes: Exporter = {
  async part(order, share, report) {
    const rows: unknown[] = [];
    for (let n = share.index; n < order.count; n += share.of) {
      const seed = `${order.seed}-${n}`;
      const random = createRandom(`export/${seed}`);
      const longest =
        order.width >= 1000 ? order.width : random.int(Math.round(order.width * 0.75), order.width);
      const ratio = order.width >= 1000 ? 16 / 9 : (formats[random.int(0, formats.length - 1)] as number);
      const width = ratio >= 1 ? longest : Math.round(longest * ratio);
      const height = ratio >= 1 ? Math.round(longest / ratio) : longest;
      const roadwork = n % 2 === 0 ? 1 : 0;
      const { image, truth } = drawScene(seed, { width, height, roadwork, samples: 2 });
      const file = `scene_${String(n).padStart(5, '0')}.jpg`;
      await sharp(image.data, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 85 })
        .toFile(join(order.out, file));
      const { labels, scenario, timeOfDay, weather, camera } = truth;
      const group = `rendered/${camera.profile}`;
      rows.push({
        line: [
          file,
          labels.roadwork,
          labels.active,
          group,
          scenario,
          timeOfDay,
          weather,
          camera.profile,
          width,
          height,
        ].join(','),
        truth: { file, width, height, ...truth },
      });
      if (rows.length % 50 === 0) report(rows);
    }
    return rows;
  },
  finish(order, rows) {
    const scenes = z
      .array(rowSchema)
      .parse(rows)
      .sort((a, b) => (a.line < b.line ? -1 : 1));
    writeFileSync(
      join(order.out, 'manifest.csv'),
      `${[header, ...scenes.map(({ line }) => line)].join('\n')}\n`,
    );
    writeFileSync(
      join(order.out, 'truth.jsonl'),
      `${scenes.map(({ truth }) => JSON.stringify(truth)).join('\n')}\n`,
    );
  },
};
