import { fileURLToPath } from 'node:url';

/** The release that comes with Roadcrew, in a checkout and in the package (`dist/` stands where `src/` does). */
export const starterFolder: string = fileURLToPath(new URL('../../../models/starter', import.meta.url));
