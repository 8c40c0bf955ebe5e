import { z } from 'zod';
import type { PredictionRecord } from '../../../contracts/PredictionRecord.ts';
import { defineCommand } from '../../command.ts';
import { formatTable } from '../models/formatTable.ts';
import { filterInput, toFilter } from './filterInput.ts';
import { openReader } from './openReader.ts';

const toRow = ({ id, at, caller, outcome, probability, path, wallMs, deadlineLeftMs }: PredictionRecord) => [
  new Date(at).toISOString().replace('T', ' ').slice(0, 23),
  caller.length > 12 ? `${caller.slice(0, 6)}…${caller.slice(-4)}` : caller,
  outcome,
  probability === null ? '-' : probability.toFixed(4),
  path === '' ? '-' : path,
  `${wallMs.toFixed(0)} ms`,
  `${(deadlineLeftMs / 1_000).toFixed(1)} s`,
  id,
];

export const recordsList = defineCommand({
  input: z.strictObject({
    ...filterInput,
    limit: z.coerce.number('--limit takes a number').int().min(1).max(10_000).default(20),
    cursor: z.string().optional(),
  }),
  async run({ limit, cursor, ...filter }, context) {
    const reader = await openReader(context);
    const page = await reader.list(toFilter(filter, context.clock.now()), limit, cursor);
    const head = ['time (UTC)', 'caller', 'outcome', 'probability', 'path', 'time', 'left', 'id'];
    const table = page.records.length === 0 ? 'No records.' : formatTable([head, ...page.records.map(toRow)]);
    const more = page.next === null ? '' : `\n\nMore: add --cursor ${page.next}`;
    return { json: { database: reader.name, ...page }, text: `${table}${more}` };
  },
});
