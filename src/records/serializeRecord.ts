import type { PredictionRecord } from '../contracts/PredictionRecord.ts';

/** Longest JSON of a record; the evidence of six stages has about 4 KiB. */
const mostBytes = 262_144;

/**
 * The record as JSON. One that is too long, because a stage has read a whole book in the image, keeps everything but the
 * details of its evidence.
 * @throws TypeError for what is no plain data
 */
export function serializeRecord(record: PredictionRecord): string {
  const text = JSON.stringify(record);
  // A character takes up to three bytes of UTF-8.
  if (text.length * 3 <= mostBytes || Buffer.byteLength(text) <= mostBytes) return text;
  const details = { omitted: `the record had ${text.length} characters` };
  return JSON.stringify({
    ...record,
    stages: record.stages.map((stage) =>
      stage.outcome === 'evidence' ? { ...stage, evidence: { ...stage.evidence, details } } : stage,
    ),
  });
}
