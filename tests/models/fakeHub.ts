/*
 * A FAKE of the Hugging Face hub, for tests: two small servers on loopback that speak the hub's URLs as its client
 * libraries and documentation describe them (`/api/models/{repo}/revision/{rev}`, `/api/models/{repo}/tree/{rev}`,
 * `/{repo}/resolve/{rev}/{path}` with `X-Repo-Commit`, `X-Linked-Etag`, `X-Linked-Size`, `X-Error-Code`). Files in
 * large-file storage are redirected to the second server, which stands for the content network. It is not the hub;
 * tests/interop/hub.test.ts holds it against the official huggingface_hub client.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../listenOnLoopback.ts';

export interface FakeFile {
  readonly content: Buffer;
  /** Kept in large-file storage, hence with a SHA-256 and behind a redirect. */
  readonly large: boolean;
}

/** What goes wrong with one request. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'cut' | 'stall'; readonly after: number }
  | { readonly kind: 'corrupt' | 'truncated' | 'oversized' | 'no-range' | 'wrong-range' }
  | { readonly kind: 'etag'; readonly etag: string }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  | { readonly kind: 'json'; readonly body: unknown };

export interface RecordedRequest {
  readonly server: 'hub' | 'cdn';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface FakeHub {
  readonly url: string;
  readonly cdnUrl: string;
  readonly requests: RecordedRequest[];
  /** Asked before each answer. */
  fault: (request: RecordedRequest) => Fault | undefined;
  /** Token that opens gated repositories. */
  token: string | null;
  /** Files of a page of the tree. */
  pageSize: number;
  /** Makes `files` the content of `main`. @returns the commit */
  commit(repository: string, files: Readonly<Record<string, FakeFile>>, gated?: boolean): string;
  close(): Promise<void>;
}

const hex = (algorithm: string, ...parts: (string | Buffer)[]): string => {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const digests = new WeakMap<Buffer, string>();
const sha256Of = (content: Buffer): string => {
  const known = digests.get(content) ?? hex('sha256', content);
  digests.set(content, known);
  return known;
};

const pointerOf = ({ content }: FakeFile): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256Of(content)}\nsize ${content.length}\n`;

/** What git calls the file: of a large file, the id of its pointer. */
const blobId = (file: FakeFile): string => {
  const stored = file.large ? Buffer.from(pointerOf(file)) : file.content;
  return hex('sha1', `blob ${stored.length}\0`, stored);
};

interface Repository {
  gated: boolean;
  main: string;
  readonly commits: Map<string, Readonly<Record<string, FakeFile>>>;
}

/** Sends `content`, or the part of it that a Range asks for, with whatever fault there is. */
function sendContent(
  request: IncomingMessage,
  response: ServerResponse,
  { content, etag, fault }: { content: Buffer; etag: string; fault: Fault | undefined },
): void {
  const range = fault?.kind === 'no-range' ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  let start = Number(range?.[1] ?? 0);
  const headers = { etag: `"${etag}"`, 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream' };
  if (range && start >= content.length) {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  if (fault?.kind === 'wrong-range') start = Math.max(0, start - 1);
  let body = content.subarray(start);
  if (fault?.kind === 'corrupt') {
    body = Buffer.from(body);
    body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 0xff;
  }
  if (fault?.kind === 'truncated') body = body.subarray(0, Math.floor(body.length / 2));
  if (fault?.kind === 'oversized') body = Buffer.concat([body, Buffer.alloc(100)]);
  const length = fault?.kind === 'oversized' ? {} : { 'content-length': String(body.length) };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    ...length,
    ...(range ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
  });
  if (request.method === 'HEAD') response.end();
  // The client's fetch drops what it has not been asked for yet when its connection breaks: it gets the time to ask.
  else if (fault?.kind === 'cut')
    response.write(body.subarray(0, fault.after), () => setTimeout(() => response.destroy(), 100));
  else if (fault?.kind === 'stall') response.write(body.subarray(0, fault.after));
  else response.end(body);
}

export async function startFakeHub(): Promise<FakeHub> {
  const repositories = new Map<string, Repository>();
  const stored = new Map<string, Buffer>();
  const requests: RecordedRequest[] = [];

  const record = (server: 'hub' | 'cdn', { method = 'GET', url = '/', headers }: IncomingMessage) => {
    const recorded = { server, method, url, headers };
    requests.push(recorded);
    return hub.fault(recorded);
  };
  /** Faults that replace an answer altogether. */
  const answered = (response: ServerResponse, fault: Fault | undefined): boolean => {
    if (fault?.kind === 'status') response.writeHead(fault.status, fault.headers).end();
    else if (fault?.kind === 'redirect')
      response.writeHead(fault.status ?? 302, { location: fault.location }).end();
    else if (fault?.kind === 'json')
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(fault.body));
    else return false;
    return true;
  };
  const refuse = (response: ServerResponse, status: number, code: string, message: string) =>
    response.writeHead(status, { 'x-error-code': code, 'x-error-message': message }).end();

  const sendTree = (request: URL, response: ServerResponse, files: Readonly<Record<string, FakeFile>>) => {
    const paths = Object.keys(files);
    const folders = new Set(
      paths.flatMap((path) => (path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : [])),
    );
    const entries = [
      ...[...folders].map((path) => ({ type: 'directory', oid: hex('sha1', path), size: 0, path })),
      ...Object.entries(files).map(([path, file]) => ({
        type: 'file',
        oid: blobId(file),
        size: file.content.length,
        path,
        ...(file.large
          ? {
              lfs: {
                oid: sha256Of(file.content),
                size: file.content.length,
                pointerSize: pointerOf(file).length,
              },
            }
          : {}),
      })),
    ];
    const start = Number(request.searchParams.get('cursor') ?? 0);
    const end = start + hub.pageSize;
    const next = new URL(request);
    next.searchParams.set('cursor', String(end));
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(end < entries.length ? { link: `<${next.href}>; rel="next"` } : {}),
    });
    response.end(JSON.stringify(entries.slice(start, end)));
  };

  const hubServer = createServer((request, response) => {
    const fault = record('hub', request);
    if (answered(response, fault)) return;
    const url = new URL(request.url ?? '/', hub.url);
    const [, api, name = '', verb = '', revision = '', path = ''] =
      /^(\/api\/models)?\/([^/]+\/[^/]+)\/(revision|tree|resolve)\/([^/]+)\/?(.*)$/.exec(
        decodeURIComponent(url.pathname),
      ) ?? [];
    const repository = repositories.get(name);
    const authorised = request.headers.authorization === `Bearer ${hub.token}`;
    // The hub does not tell strangers which repositories exist.
    if (!repository) return refuse(response, authorised ? 404 : 401, 'RepoNotFound', 'Repository not found');
    if (request.headers.authorization !== undefined && !authorised) {
      return response
        .writeHead(401, { 'x-error-message': 'Invalid credentials in Authorization header' })
        .end();
    }
    if (repository.gated && !authorised && verb === 'resolve') {
      return refuse(response, 401, 'GatedRepo', `Access to model ${name} is restricted.`);
    }
    const commit = revision === 'main' ? repository.main : revision;
    const files = repository.commits.get(commit);
    if (!files) return refuse(response, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
    if (api && verb === 'revision') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const siblings = Object.keys(files).map((rfilename) => ({ rfilename }));
      const { gated } = repository;
      return response.end(
        JSON.stringify({
          _id: '0',
          id: name,
          modelId: name,
          sha: commit,
          private: false,
          gated,
          tags: [],
          siblings,
        }),
      );
    }
    if (api && verb === 'tree') return sendTree(url, response, files);
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!file) return refuse(response, 404, 'EntryNotFound', 'Entry not found');
    response.setHeader('x-repo-commit', commit);
    const etag = fault?.kind === 'etag' ? fault.etag : file.large ? sha256Of(file.content) : blobId(file);
    if (!file.large) return sendContent(request, response, { content: file.content, etag, fault });
    const id = sha256Of(file.content);
    response.writeHead(302, {
      location: `${hub.cdnUrl}/blobs/${id}?signature=secret`,
      'x-linked-etag': `"${etag}"`,
      'x-linked-size': String(file.content.length),
    });
    return response.end();
  });
  const cdnServer = createServer((request, response) => {
    const fault = record('cdn', request);
    if (answered(response, fault)) return;
    const id = /^\/blobs\/([0-9a-f]{64})/.exec(request.url ?? '')?.[1] ?? '';
    const content = stored.get(id);
    // Like object stores: a signed URL and an Authorization header contradict each other.
    if (!content || request.headers.authorization !== undefined) return response.writeHead(400).end();
    return sendContent(request, response, { content, etag: `cdn-${id.slice(0, 8)}`, fault });
  });

  const hub: FakeHub = {
    url: `http://127.0.0.1:${await listenOnLoopback(hubServer)}`,
    cdnUrl: `http://127.0.0.1:${await listenOnLoopback(cdnServer)}`,
    requests,
    fault: () => undefined,
    token: null,
    pageSize: 1_000,
    commit(name, files, gated = false) {
      const commit = hex(
        'sha1',
        JSON.stringify(Object.entries(files).map(([path, file]) => [path, blobId(file)])),
      );
      const repository = repositories.get(name) ?? { gated, main: commit, commits: new Map() };
      repository.main = commit;
      repository.gated = gated;
      repository.commits.set(commit, files);
      repositories.set(name, repository);
      for (const { content } of Object.values(files)) stored.set(sha256Of(content), content);
      return commit;
    },
    async close() {
      await Promise.all(
        [hubServer, cdnServer].map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
  return hub;
}
