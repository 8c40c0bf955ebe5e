import { z } from 'zod';
import { backboneModels } from './backboneModels.ts';
import { languageModels } from './languageModels.ts';
import { type Model, modelSchema } from './modelSchema.ts';

/**
 * Every model that Roadcrew knows. Commits, byte sizes and checksums are not in here: they are the hub's to tell and
 * are locked at the first pull.
 */
export const modelTable: readonly Model[] = z
  .array(modelSchema)
  .parse([...backboneModels, ...languageModels]);
