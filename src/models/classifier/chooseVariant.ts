import type { Release } from '../../contracts/release.ts';
import { classifierError } from './errors.ts';

type Variant = Release['variants'][number];

/**
 * @param precision default: the first variant of the release
 * @throws RC_CLASSIFIER_PRECISION_MISSING
 */
export function chooseVariant(release: Release, precision?: Variant['precision']): Variant {
  const { variants } = release;
  const variant = precision ? variants.find((candidate) => candidate.precision === precision) : variants[0];
  if (variant !== undefined) return variant;
  throw classifierError('RC_CLASSIFIER_PRECISION_MISSING', {
    release: release.id,
    precision,
    available: variants.map((candidate) => candidate.precision).join(', '),
  });
}
