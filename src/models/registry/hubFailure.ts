import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { registryError } from './errors.ts';
import { readRetryAfter } from './readRetryAfter.ts';
import type { HubEndpoint } from './resolveRegistry.ts';

export interface RefusedRequest {
  readonly endpoint: HubEndpoint;
  readonly repository: string;
  /** What was asked for, in words. */
  readonly what: string;
}

/**
 * The error that an answer other than success stands for. The hub says more in `X-Error-Code` (`GatedRepo`,
 * `RepoNotFound`, `RevisionNotFound`, `EntryNotFound`) and `X-Error-Message`; it answers 401 both for gated
 * repositories without a token and for repositories that do not exist (huggingface_hub, `hf_raise_for_status`).
 */
export function hubFailure(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { endpoint, repository, what }: RefusedRequest,
  nowMs: number,
): RoadcrewError {
  const code = headers.get('x-error-code');
  const common = { endpoint: endpoint.url, repository, status, what };
  if (status === 401 && headers.get('x-error-message')?.startsWith('Invalid credentials')) {
    return registryError('RC_REGISTRY_TOKEN_REFUSED', common);
  }
  if (code === 'GatedRepo' || ((status === 401 || status === 403) && code !== 'RepoNotFound')) {
    const tokenState = endpoint.token === null ? 'no token was sent' : 'a token was sent';
    return registryError('RC_REGISTRY_ACCESS_DENIED', { ...common, tokenState });
  }
  if (status === 404 || status === 410 || code === 'RepoNotFound') {
    const missing = code === 'RepoNotFound' ? `repository ${repository}` : what;
    return registryError('RC_REGISTRY_NOT_FOUND', { ...common, what: missing });
  }
  const retryAfterSeconds = readRetryAfter(headers.get('retry-after'), nowMs);
  if (status === 429) {
    const wait = retryAfterSeconds === null ? '' : `, for ${retryAfterSeconds} s`;
    return registryError('RC_REGISTRY_RATE_LIMITED', { ...common, wait, retryAfterSeconds });
  }
  return registryError('RC_REGISTRY_HUB_FAILED', { ...common, retryAfterSeconds });
}
