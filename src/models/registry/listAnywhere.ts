import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { HubAccess } from './HubAccess.ts';
import { listRepository, type RepositoryListing } from './listRepository.ts';
import type { HubSource } from './modelSchema.ts';

/**
 * Asks the endpoints in their order until one lists the repository.
 * @throws the first endpoint's error when none does
 */
export async function listAnywhere(
  access: HubAccess,
  source: Pick<HubSource, 'repository'>,
  revision: string,
): Promise<RepositoryListing> {
  const failures: unknown[] = [];
  for (const endpoint of access.settings.endpoints) {
    try {
      return await listRepository(access, endpoint, source, revision);
    } catch (error) {
      if (!(error instanceof RoadcrewError)) throw error;
      failures.push(error);
    }
  }
  throw failures[0];
}
