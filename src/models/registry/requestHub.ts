import { describeFetchFailure } from '../../support/errors/describeFetchFailure.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { registryError } from './errors.ts';
import type { HubAccess } from './HubAccess.ts';
import { hubFailure } from './hubFailure.ts';
import type { HubEndpoint } from './resolveRegistry.ts';
import { type StallWatch, watchStall } from './watchStall.ts';

export interface HubRequest {
  readonly endpoint: HubEndpoint;
  /** From the endpoint's URL on, beginning with a slash; or a whole URL (of a next page). */
  readonly path: string;
  readonly repository: string;
  /** What is asked for, in words for errors. */
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses beside 200 that are no failure. */
  readonly accept?: readonly number[];
}

/** An answer whose body has not been read yet. */
export interface HubAnswer {
  readonly response: Response;
  /** The hub's own name of the content: `X-Linked-Etag` of the redirect, else `ETag`; without quotes. */
  readonly etag: string | null;
  /** `X-Repo-Commit`. */
  readonly commit: string | null;
  /** Feed it with every chunk; stop it at the end. */
  readonly watch: StallWatch;
}

const maxRedirects = 5;
const plainEtag = (text: string | null): string | null =>
  text === null
    ? null
    : text
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1') || null;

/** Why a redirect is not followed, or where it goes. */
function redirectTarget(from: URL, location: string | null, hops: number): URL | string {
  if (hops > maxRedirects) return `more than ${maxRedirects} redirects`;
  const target = location === null ? null : URL.parse(location, from.href);
  if (target === null) return 'it names no address';
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return `it leads to ${target.protocol}`;
  if (from.protocol === 'https:' && target.protocol === 'http:') return 'it leads from https to http';
  return target;
}

/**
 * Sends a GET to a hub and follows its redirects. The token goes to the endpoint's own origin only: a redirect to
 * another origin (the hub sends large files to a content network) is followed without it.
 * @throws RC_REGISTRY_ACCESS_DENIED, …_TOKEN_REFUSED, …_NOT_FOUND, …_RATE_LIMITED, …_HUB_FAILED, …_UNREACHABLE,
 *   …_STALLED, …_REDIRECT_REFUSED; the signal's reason when it aborts
 */
export async function requestHub(access: HubAccess, request: HubRequest): Promise<HubAnswer> {
  const { endpoint, what, repository } = request;
  const { stallMs } = access.settings;
  const home = new URL(endpoint.url);
  let url = request.path.startsWith('/') ? new URL(`${endpoint.url}${request.path}`) : new URL(request.path);
  const watch = watchStall(access, stallMs, () =>
    registryError('RC_REGISTRY_STALLED', { endpoint: endpoint.url, seconds: stallMs / 1_000, what }),
  );
  let etag: string | null = null;
  let commit: string | null = null;
  try {
    for (let hops = 1; ; hops += 1) {
      const response = await access.fetch(url, {
        redirect: 'manual',
        signal: watch.signal,
        headers: {
          'user-agent': 'roadcrew',
          // Compressed, the bytes could not be counted or resumed.
          'accept-encoding': 'identity',
          ...request.headers,
          ...(endpoint.token !== null && url.origin === home.origin
            ? { authorization: `Bearer ${endpoint.token}` }
            : {}),
        },
      });
      etag ??= plainEtag(response.headers.get('x-linked-etag'));
      commit ??= response.headers.get('x-repo-commit');
      if (response.status === 200 || request.accept?.includes(response.status)) {
        return { response, etag: etag ?? plainEtag(response.headers.get('etag')), commit, watch };
      }
      await response.body?.cancel();
      if (![301, 302, 303, 307, 308].includes(response.status)) {
        throw hubFailure(response, { endpoint, repository, what }, access.clock.now());
      }
      const target = redirectTarget(url, response.headers.get('location'), hops);
      if (typeof target === 'string') {
        throw registryError('RC_REGISTRY_REDIRECT_REFUSED', {
          endpoint: endpoint.url,
          what,
          reason: target,
        });
      }
      url = target;
    }
  } catch (error) {
    watch.stop();
    access.signal?.throwIfAborted();
    if (watch.signal.aborted) throw watch.signal.reason;
    if (error instanceof RoadcrewError) throw error;
    throw registryError(
      'RC_REGISTRY_UNREACHABLE',
      {
        endpoint: url.origin === home.origin ? endpoint.url : url.origin,
        reason: describeFetchFailure(error),
      },
      error,
    );
  }
}
