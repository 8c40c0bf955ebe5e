import type { Clock } from '../../support/clock/Clock.ts';
import type { Random } from '../../support/random/Random.ts';
import type { RegistrySettings } from './resolveRegistry.ts';

/** What requests to a hub need of the outside. */
export interface HubAccess {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: RegistrySettings;
  readonly signal?: AbortSignal | undefined;
}
