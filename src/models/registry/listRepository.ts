import { z } from 'zod';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { registryError } from './errors.ts';
import type { HubAccess } from './HubAccess.ts';
import type { HubSource } from './modelSchema.ts';
import { requestHub } from './requestHub.ts';
import type { HubEndpoint } from './resolveRegistry.ts';
import { withRetries } from './withRetries.ts';

/** One file as the hub announces it. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  /** Of files in large-file storage; the others have a git object id alone. */
  readonly sha256: string | null;
  /** Git's SHA-1 of `blob <bytes>\0` and the content; of the pointer, not the content, where `sha256` is given. */
  readonly gitSha1: string;
}

export interface RepositoryListing {
  readonly endpoint: HubEndpoint;
  /** What the revision stands for at this moment. */
  readonly commit: string;
  readonly files: readonly ListedFile[];
}

const maxAnswerBytes = 32 * 1024 * 1024;
const maxPages = 100;

const commitSchema = z.string().regex(/^[0-9a-f]{40}$/, 'must be 40 hex digits');
const revisionSchema = z.object({ sha: commitSchema });
const treeSchema = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('directory'), path: z.string() }),
    z.object({
      type: z.literal('file'),
      path: z.string(),
      size: z.int().min(0),
      oid: commitSchema,
      lfs: z
        .object({ oid: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'), size: z.int().min(0) })
        .optional(),
    }),
  ]),
);

/** The address after `rel="next"` in a Link header. */
const nextPage = (link: string | null): string | null =>
  /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1] ?? null;

interface Question<T> {
  readonly endpoint: HubEndpoint;
  readonly repository: string;
  readonly path: string;
  readonly what: string;
  readonly schema: z.ZodType<T>;
}

async function askJson<T>(
  access: HubAccess,
  question: Question<T>,
): Promise<{ value: T; next: string | null }> {
  const { endpoint, what, schema } = question;
  const invalid = (reason: string, cause?: unknown) =>
    registryError('RC_REGISTRY_ANSWER_INVALID', { endpoint: endpoint.url, what, reason }, cause);
  return withRetries(access, async () => {
    const { response, watch } = await requestHub(access, question);
    let text = '';
    try {
      const decoder = new TextDecoder();
      let bytes = 0;
      for await (const chunk of response.body ?? []) {
        watch.feed();
        bytes += chunk.length;
        if (bytes > maxAnswerBytes) throw invalid(`it has more than ${maxAnswerBytes} bytes`);
        text += decoder.decode(chunk, { stream: true });
      }
      text += decoder.decode();
    } catch (error) {
      access.signal?.throwIfAborted();
      if (watch.signal.aborted) throw watch.signal.reason;
      if (error instanceof RoadcrewError) throw error;
      throw registryError(
        'RC_REGISTRY_UNREACHABLE',
        { endpoint: endpoint.url, reason: 'the answer broke off' },
        error,
      );
    } finally {
      watch.stop();
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw invalid('it is not JSON', error);
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw invalid(`${issue?.path.join('.')}: ${issue?.message}`);
    }
    return { value: parsed.data, next: nextPage(response.headers.get('link')) };
  });
}

/**
 * Asks one endpoint which commit a revision stands for and which files that commit has
 * (`/api/models/{repo}/revision/{rev}`, `/api/models/{repo}/tree/{commit}?recursive=true`, page by page).
 * @throws what `requestHub` throws, RC_REGISTRY_ANSWER_INVALID
 */
export async function listRepository(
  access: HubAccess,
  endpoint: HubEndpoint,
  { repository }: Pick<HubSource, 'repository'>,
  revision: string,
): Promise<RepositoryListing> {
  const api = `/api/models/${repository}`;
  const { value: head } = await askJson(access, {
    endpoint,
    repository,
    path: `${api}/revision/${encodeURIComponent(revision)}`,
    what: `revision ${revision} of ${repository}`,
    schema: revisionSchema,
  });
  const files: ListedFile[] = [];
  const what = `the files of ${repository}`;
  const invalid = (reason: string) =>
    registryError('RC_REGISTRY_ANSWER_INVALID', { endpoint: endpoint.url, what, reason });
  let path: string | null = `${api}/tree/${head.sha}?recursive=true`;
  for (let page = 1; path !== null; page += 1) {
    if (page > maxPages) throw invalid(`it has more than ${maxPages} pages`);
    const answer: { value: z.output<typeof treeSchema>; next: string | null } = await askJson(access, {
      endpoint,
      repository,
      path,
      what,
      schema: treeSchema,
    });
    const { value, next } = answer;
    for (const entry of value) {
      if (entry.type === 'directory') continue;
      const { path: file, size, oid, lfs } = entry;
      files.push({ path: file, bytes: lfs?.size ?? size, sha256: lfs?.oid ?? null, gitSha1: oid });
    }
    const following: URL | null = next === null ? null : URL.parse(next, endpoint.url);
    if (following !== null && following.origin !== new URL(endpoint.url).origin)
      throw invalid('its next page is on another host');
    path = following?.href ?? null;
  }
  return { endpoint, commit: head.sha, files };
}
