import { challengeProfileNames } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import type { CommandRow } from '../../command.ts';
import { detectorOptions } from '../predict/detectorOptions.ts';

export const evaluateCommand: CommandRow = {
  name: 'evaluate',
  summary: 'Measures the detector on labelled images',
  options: [
    {
      flags: '--manifest <file>',
      summary: 'CSV with the columns file, label (0 or 1) and, if wanted, source_group',
      completion: 'file',
    },
    {
      flags: '--root <folder>',
      summary: 'folder to which the files of the manifest are relative',
      completion: 'folder',
    },
    {
      flags: '--predictions <file>',
      summary: 'write file,label,score of every image to this CSV',
      completion: 'file',
    },
    {
      flags: '--report <folder>',
      summary: 'write report.json, reliability.svg and roc.svg into this folder',
      completion: 'folder',
    },
    {
      flags: '--challenge <profile>',
      summary: 'first do to each image what validators of that month did: crops, rotations, noise, JPEG',
      choices: challengeProfileNames,
    },
    ...detectorOptions,
  ],
  examples: [
    {
      line: 'roadcrew evaluate --manifest images/manifest.csv --root images',
      does: 'accuracy, MCC, AUC, calibration and reward, by group',
    },
    {
      line: 'roadcrew evaluate --manifest m.csv --root . --predictions out.csv --report report --json',
      does: 'the same for programs, with every score and plots',
    },
    {
      line: 'roadcrew evaluate --manifest m.csv --root . --challenge january-2026',
      does: 'the same on images as validators of January 2026 sent them',
    },
  ],
  load: async () => (await import('./evaluate.ts')).evaluate,
};
