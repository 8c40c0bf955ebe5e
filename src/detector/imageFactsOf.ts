import { z } from 'zod';
import type { StageResult } from '../contracts/StageResult.ts';

const factsSchema = z.object({
  width: z.int().min(1),
  height: z.int().min(1),
  perceptualHash: z.string().regex(/^[0-9a-f]{16}$/),
});

/** What the workers found out about an image while they decoded it: `details.image` of the first evidence. */
export function imageFactsOf(stages: readonly StageResult[]): z.output<typeof factsSchema> | undefined {
  for (const one of stages) {
    if (one.outcome !== 'evidence') continue;
    const { data } = factsSchema.safeParse(one.evidence.details.image);
    if (data !== undefined) return data;
  }
  return undefined;
}
