import { precisions } from '../../../contracts/precisions.ts';
import type { OptionRow } from '../../command.ts';

/** What commands take that look at images. */
export const detectorOptions: readonly OptionRow[] = [
  {
    flags: '--release <folder>',
    summary: 'release that looks at the images (default: the starter release)',
    completion: 'folder',
    config: 'detector.release',
  },
  {
    flags: '--precision <name>',
    summary: 'variant of the release (default: the first that it lists)',
    choices: precisions,
    config: 'inference.precision',
  },
  {
    flags: '--providers <list>',
    summary: 'where to run, tried in this order, e.g. cuda,cpu',
    completion: 'none',
    config: 'inference.providers',
  },
  {
    flags: '--workers <number>',
    summary: 'processes that look at images (default: one a core)',
    completion: 'none',
  },
  {
    flags: '--timeout <seconds>',
    summary: 'time for each image (default: 30)',
    completion: 'none',
  },
];
