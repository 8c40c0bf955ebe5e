import { type AxonConfig, type AxonConfigInput, configSchema } from './configSchema.ts';
import { axonError } from './errors.ts';

/** @throws RC_AXON_CONFIG_INVALID, which names every wrong value */
export function readAxonConfig(input: AxonConfigInput): AxonConfig {
  const { data, error } = configSchema.safeParse(input);
  if (data !== undefined) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw axonError('RC_AXON_CONFIG_INVALID', { problems }, error);
}
