const key = /(?:^|\/)([0-9a-f]{2})\/([0-9a-f]{62})\.jpg$/;

/**
 * Where an image lies in a store: `ab/cdef….jpg`, so that no folder gets too many files. The ending is for people's
 * viewers; what is inside may be PNG or WebP.
 */
export const imageKey = {
  of: (hash: string): string => `${hash.slice(0, 2)}/${hash.slice(2)}.jpg`,
  /** @returns the hash, or `null` for a file that is none of ours */
  read(path: string): string | null {
    const match = key.exec(path);
    return match === null ? null : `${match[1]}${match[2]}`;
  },
} as const;
