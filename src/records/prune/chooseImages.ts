import type { StoredImage } from '../images/ImageStore.ts';

export interface ImagePolicy {
  /** Age at which images go, milliseconds; `null`: never. */
  readonly keepMs: number | null;
  /** Bytes that may stay. */
  readonly maxBytes: number;
}

/**
 * Which images are to go: those that are too old, then the oldest until the others fit.
 * @param now wall clock, milliseconds since 1970
 */
export function chooseImages(
  images: readonly StoredImage[],
  { keepMs, maxBytes }: ImagePolicy,
  now: number,
): readonly StoredImage[] {
  const oldestFirst = images.toSorted((a, b) => a.keptAt - b.keptAt || (a.hash < b.hash ? -1 : 1));
  let bytes = images.reduce((sum, image) => sum + image.bytes, 0);
  const gone: StoredImage[] = [];
  for (const image of oldestFirst) {
    const tooOld = keepMs !== null && now - image.keptAt > keepMs;
    if (!tooOld && bytes <= maxBytes) break;
    gone.push(image);
    bytes -= image.bytes;
  }
  return gone;
}
