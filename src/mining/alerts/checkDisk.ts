import type { Alert } from './Alert.ts';

const gib = 1_073_741_824;
/** A share says little of a large disk: five percent of 4 TB last for years. */
const smallShare = { of: 0.05, belowBytes: 20 * gib } as const;

/**
 * Whether a disk is so full that the operator must know: less than `minimumFreeGb` GiB free, or less than 5 % while
 * that is less than 20 GiB.
 * @param folder as the alert calls it
 * @returns what to tell, or `null`
 */
export function checkDisk({
  folder,
  freeBytes,
  totalBytes,
  minimumFreeGb,
}: {
  folder: string;
  freeBytes: number;
  totalBytes: number;
  minimumFreeGb: number;
}): Pick<Alert, 'severity' | 'title' | 'text'> | null {
  const isLow = freeBytes < minimumFreeGb * gib;
  const isShareSmall = freeBytes < totalBytes * smallShare.of && freeBytes < smallShare.belowBytes;
  if (!isLow && !isShareSmall) return null;
  const free = (freeBytes / gib).toFixed(1);
  const share = totalBytes > 0 ? `${((100 * freeBytes) / totalBytes).toFixed(1)} %` : 'all';
  return {
    // Records are spilled and lost once nothing is left.
    severity: freeBytes < (minimumFreeGb * gib) / 4 ? 'critical' : 'warning',
    title: `The disk of ${folder} is nearly full: ${free} GiB free.`,
    text: `That is ${share} of it. Make room, or let records and images be kept for a shorter time.`,
  };
}
