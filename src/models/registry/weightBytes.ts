import { bytesPerParameter, type Model } from './modelSchema.ts';

/**
 * Bytes of the weights alone: parameters × bytes per parameter. What a model needs to run is more (KV cache,
 * activations, workspace).
 * @returns `null` where the number of parameters is not in the registry
 */
export const weightBytes = (
  { parameters, weightType }: Pick<Model, 'parameters' | 'weightType'>,
  type: keyof typeof bytesPerParameter = weightType,
): number | null => (parameters === null ? null : parameters.count * bytesPerParameter[type]);
