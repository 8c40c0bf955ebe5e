import { didYouMean } from '../../support/errors/didYouMean.ts';
import { registryError } from './errors.ts';
import type { Model } from './modelSchema.ts';
import { modelTable } from './modelTable.ts';

const shortName = (id: string): string => id.slice(id.indexOf('/') + 1);

/**
 * The model of that id, or of that id without its owner (`dinov2-base`).
 * @throws RC_REGISTRY_MODEL_UNKNOWN
 */
export function findModel(id: string, table: readonly Model[] = modelTable): Model {
  const wanted = id.toLowerCase();
  const found =
    table.find((model) => model.id.toLowerCase() === wanted) ??
    table.find((model) => shortName(model.id).toLowerCase() === wanted);
  if (found) return found;
  const near = didYouMean(
    id,
    table.flatMap((model) => [model.id, shortName(model.id)]),
  );
  const suggestion = near === null ? '' : `Did you mean ${near}? `;
  throw registryError('RC_REGISTRY_MODEL_UNKNOWN', {
    id,
    suggestion: `${suggestion}\`roadcrew models list\` shows all models.`,
  });
}
