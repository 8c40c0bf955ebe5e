import { registryError } from './errors.ts';
import { findModel } from './findModel.ts';
import type { HubModel, Model } from './modelSchema.ts';
import { modelTable } from './modelTable.ts';

/**
 * The model of that id, which has to be one that is pulled.
 * @throws RC_REGISTRY_MODEL_UNKNOWN, RC_REGISTRY_MODEL_EMBEDDED
 */
export function findHubModel(id: string, table: readonly Model[] = modelTable): HubModel {
  const model = findModel(id, table);
  const { source } = model;
  if (source.kind !== 'hub') throw registryError('RC_REGISTRY_MODEL_EMBEDDED', { id: model.id });
  return { ...model, source };
}
