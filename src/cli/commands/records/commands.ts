import { predictionOutcomes, requestLanes } from '../../../contracts/PredictionRecord.ts';
import { exportFormats } from '../../../records/reader/exportFormats.ts';
import type { CommandGroup, OptionRow } from '../../command.ts';

const filters: readonly OptionRow[] = [
  { flags: '--since <time>', summary: 'from this time on: 2026-05-01T12:00Z, or an age: 90m, 24h, 7d' },
  { flags: '--until <time>', summary: 'before this time' },
  { flags: '--caller <name>', summary: 'of this validator (SS58) or API token', completion: 'none' },
  { flags: '--outcome <outcome>', summary: 'what became of the request', choices: predictionOutcomes },
  { flags: '--lane <lane>', summary: 'where it came from', choices: requestLanes },
  { flags: '--path <stages>', summary: 'the stages that ran: classifier, classifier>text-gate' },
  { flags: '--release <id>', summary: 'of the stage that decided' },
  { flags: '--min <probability>', summary: 'at least this probability of roadwork', completion: 'none' },
  { flags: '--max <probability>', summary: 'at most this one', completion: 'none' },
];

export const recordsCommands: CommandGroup = {
  name: 'records',
  summary: 'Shows, exports and prunes the recorded predictions',
  commands: [
    {
      name: 'list',
      summary: 'Lists predictions, the newest first',
      options: [
        ...filters,
        { flags: '--limit <number>', summary: 'at most so many (default 20)', completion: 'none' },
        { flags: '--cursor <word>', summary: 'go on where the page before ended', completion: 'none' },
      ],
      examples: [
        { line: 'roadcrew records list --since 24h --outcome late', does: 'what was too late today' },
        { line: 'roadcrew records list --min 0.4 --max 0.6', does: 'what the detector was least sure of' },
      ],
      load: async () => (await import('./recordsList.ts')).recordsList,
    },
    {
      name: 'show',
      summary: 'Shows one prediction: all evidence, timings, and where its image is',
      arguments: [{ name: 'id', summary: 'id of the record', completion: 'none' }],
      examples: [
        {
          line: 'roadcrew records show 019a0c1e-0000-7000-8000-000000000000',
          does: 'what led to one answer',
        },
      ],
      load: async () => (await import('./recordsShow.ts')).recordsShow,
    },
    {
      name: 'export',
      summary: 'Writes predictions into a CSV or JSON Lines file',
      options: [
        { flags: '--out <file>', summary: 'the file to write', completion: 'file' },
        { flags: '--format <format>', summary: 'csv (default) or jsonl', choices: exportFormats },
        ...filters,
      ],
      examples: [
        { line: 'roadcrew records export --out may.csv --since 2026-05-01', does: 'for a spreadsheet' },
        {
          line: 'roadcrew records export --out all.jsonl --format jsonl',
          does: 'everything, one JSON object a line',
        },
      ],
      load: async () => (await import('./recordsExport.ts')).recordsExport,
    },
    {
      name: 'stats',
      summary: 'Counts predictions by outcome, caller and path; latencies, probabilities, rates',
      options: [...filters],
      examples: [{ line: 'roadcrew records stats --since 24h', does: 'the last day' }],
      load: async () => (await import('./recordsStats.ts')).recordsStats,
    },
    {
      name: 'prune',
      summary: 'Deletes records and images that are older than the configuration keeps',
      options: [{ flags: '-y, --yes', summary: 'do it; without it, only say what would be deleted' }],
      examples: [
        { line: 'roadcrew records prune', does: 'shows what would go' },
        { line: 'roadcrew records prune --yes', does: 'deletes it; a running miner does so daily by itself' },
      ],
      load: async () => (await import('./recordsPrune.ts')).recordsPrune,
    },
  ],
};
