import type { CommandRow } from '../../command.ts';
import { detectorOptions } from './detectorOptions.ts';

export const predictCommand: CommandRow = {
  name: 'predict',
  summary: 'Says how likely there is roadwork in images',
  arguments: [
    {
      name: 'file',
      summary: 'files, folders, patterns in quotes, or - for standard input',
      variadic: true,
      completion: 'file',
    },
  ],
  options: detectorOptions,
  examples: [
    { line: 'roadcrew predict photo.jpg', does: 'one image, by the model that comes with Roadcrew' },
    { line: 'roadcrew predict photos "rides/**/*.jpg" --json', does: 'a folder and a pattern, for programs' },
    { line: 'roadcrew predict - --timeout 5', does: 'an image from standard input' },
  ],
  load: async () => (await import('./predict.ts')).predict,
};
