import type { RecordsConfig } from '../configSchema.ts';
import type { PrunePolicy } from './pruneRecords.ts';

const dayMs = 86_400_000;
const toMs = (days: number | null): number | null => (days === null ? null : days * dayMs);

/** How long records and images stay, as the configuration says. */
export const prunePolicy = ({
  keepDays,
  images,
}: Pick<RecordsConfig, 'keepDays' | 'images'>): PrunePolicy => ({
  keepMs: toMs(keepDays),
  images: { keepMs: toMs(images.keepDays), maxBytes: images.maxGb * 1e9 },
});
