import { z } from 'zod';
import { predictionOutcomes, requestLanes } from '../../../contracts/PredictionRecord.ts';
import type { RecordFilter } from '../../../records/database/RecordDatabase.ts';
import { parseMoment } from '../../../records/reader/parseMoment.ts';

const probability = z.coerce.number('a probability is a number from 0 to 1').min(0).max(1).optional();

/** The options that say which records are meant. */
export const filterInput = {
  since: z.string().optional(),
  until: z.string().optional(),
  caller: z.string().optional(),
  outcome: z.enum(predictionOutcomes).optional(),
  lane: z.enum(requestLanes).optional(),
  path: z.string().optional(),
  release: z.string().optional(),
  min: probability,
  max: probability,
};

type FilterInput = z.output<z.ZodObject<typeof filterInput>>;

/**
 * @param now wall clock, milliseconds since 1970, for ages
 * @throws RC_RECORDS_QUERY_INVALID
 */
export function toFilter(input: FilterInput, now: number): RecordFilter {
  const { since, until, caller, outcome, lane, path, release, min, max } = input;
  return {
    ...{ caller, outcome, lane, path, release, minimum: min, maximum: max },
    since: since === undefined ? undefined : parseMoment(since, now),
    until: until === undefined ? undefined : parseMoment(until, now),
  };
}
