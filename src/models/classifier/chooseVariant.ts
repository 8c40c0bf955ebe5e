import type { Release } from '../../contracts/release.ts';
import { classifierError } from './errors.ts';

type Variant = Release['variants'][number];

export interface VariantWish {
  readonly precision?: Variant['precision'] | undefined;
  /** Whether the backbone runs on a model server. */
  readonly remote?: boolean;
}

/**
 * Chooses a variant of the backbone: the wished precision, else on a server the first variant that lives there alone,
 * else the first that can be opened.
 * @throws RC_CLASSIFIER_PRECISION_MISSING; RC_CLASSIFIER_SERVER_MISSING for a variant without a file that shall run here
 */
export function chooseVariant(release: Release, { precision, remote = false }: VariantWish = {}): Variant {
  const { variants, id } = release;
  const precisions = (list: readonly Variant[]) => list.map((candidate) => candidate.precision).join(', ');
  if (precision !== undefined) {
    const wished = variants.find((candidate) => candidate.precision === precision);
    if (wished === undefined) {
      const details = { release: id, precision, available: precisions(variants) };
      throw classifierError('RC_CLASSIFIER_PRECISION_MISSING', details);
    }
    if (remote || wished.file !== undefined) return wished;
    throw classifierError('RC_CLASSIFIER_SERVER_MISSING', { release: id, precision });
  }
  const hasItsPlace = (candidate: Variant) => (candidate.file === undefined) === remote;
  const variant = variants.find(hasItsPlace) ?? (remote ? variants[0] : undefined);
  if (variant !== undefined) return variant;
  throw classifierError('RC_CLASSIFIER_SERVER_MISSING', { release: id, precision: precisions(variants) });
}
