import { z } from 'zod';
import type { StageResult } from '../../../contracts/StageResult.ts';
import type { FoundRecord } from '../../../records/reader/openRecordsReader.ts';
import { defineCommand } from '../../command.ts';
import { formatTable } from '../models/formatTable.ts';
import { openReader } from './openReader.ts';

const orDash = (value: string | null): string => value ?? '-';

function stageLines(stage: StageResult): string[] {
  const timings = Object.entries(stage.timings).map(([part, ms]) => `${part} ${ms.toFixed(1)} ms`);
  const head =
    stage.outcome === 'evidence'
      ? `${stage.stage}: ${stage.evidence.probability} by ${stage.evidence.release}`
      : `${stage.stage}: no evidence (${stage.reason}${stage.error ? `, ${stage.error.code}: ${stage.error.message}` : ''})`;
  const details = stage.outcome === 'evidence' ? Object.entries(stage.evidence.details) : [];
  return [
    head,
    ...(timings.length === 0 ? [] : [`  ${timings.join(', ')}`]),
    ...details.map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ];
}

function describe({ record, image, imageProblem }: FoundRecord): string {
  const { id, at, lane, caller, uuid, outcome, probability, path, release, error } = record;
  const facts = formatTable([
    ['id', id],
    ['time', new Date(at).toISOString()],
    ['caller', `${caller} (${lane})`],
    ['uuid', orDash(uuid)],
    ['outcome', error === null ? outcome : `${outcome} (${error})`],
    ['probability', probability === null ? '-' : String(probability)],
    ['path', path === '' ? '-' : path],
    ['release', orDash(release)],
    [
      'answered after',
      `${record.wallMs.toFixed(1)} ms, ${record.deadlineLeftMs.toFixed(0)} ms before the deadline`,
    ],
    [
      'image',
      record.imageBytes === 0 ? '-' : `${record.imageBytes} bytes, ${imageProblem ?? image ?? 'not kept'}`,
    ],
    ['SHA-256', orDash(record.imageHash)],
    ['perceptual hash', orDash(record.perceptualHash)],
  ]);
  return [facts, ...record.stages.flatMap((stage) => ['', ...stageLines(stage)])].join('\n');
}

export const recordsShow = defineCommand({
  input: z.strictObject({ id: z.string() }),
  async run({ id }, context) {
    const reader = await openReader(context);
    const found = await reader.show(id);
    return { json: { database: reader.name, ...found }, text: describe(found) };
  },
});
