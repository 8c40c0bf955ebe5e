import type { HubAccess } from '../../../models/registry/HubAccess.ts';
import { resolveRegistry } from '../../../models/registry/resolveRegistry.ts';
import { systemRandom } from '../../../support/random/systemRandom.ts';
import type { CommandContext } from '../../command.ts';

/** The registry as configuration and environment set it up, on the real network. */
export async function openRegistry(
  context: Pick<CommandContext, 'loadConfig' | 'env' | 'cwd' | 'clock' | 'signal'>,
): Promise<HubAccess> {
  const { models } = (await context.loadConfig()).values;
  return {
    fetch: globalThis.fetch,
    clock: context.clock,
    random: systemRandom,
    settings: resolveRegistry(models, context.env, context.cwd),
    signal: context.signal,
  };
}
