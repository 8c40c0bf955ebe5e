const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** As much of S3 as image stores need, in memory, by way of `fetch`. Lists three keys a page. */
export function createFakeS3(): {
  readonly fetch: typeof globalThis.fetch;
  readonly objects: Map<string, Uint8Array>;
} {
  const objects = new Map<string, Uint8Array>();
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const key = decodeURIComponent(url.pathname).replace(/^\/bucket\//, '');
    const { method = 'GET' } = init;
    if (!new Headers(init.headers).get('authorization')?.includes('AWS4-HMAC-SHA256')) {
      return new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403 });
    }
    if (url.searchParams.get('list-type') === '2') {
      const after = url.searchParams.get('continuation-token') ?? '';
      const prefix = url.searchParams.get('prefix') ?? '';
      const keys = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
      const page = keys.slice(0, 3);
      const contents = page.map(
        (name) =>
          `<Contents><Key>${xml(name)}</Key><LastModified>2026-05-01T00:00:00.000Z</LastModified><Size>${objects.get(name)?.length}</Size></Contents>`,
      );
      const more = keys.length > 3;
      const next = more ? `<NextContinuationToken>${xml(page.at(-1) ?? '')}</NextContinuationToken>` : '';
      return new Response(
        `<?xml version="1.0"?><ListBucketResult xmlns="x"><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
      );
    }
    if (method === 'PUT') objects.set(key, new Uint8Array(init.body as Uint8Array));
    if (method === 'DELETE') objects.delete(key);
    const found = objects.get(key);
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (found === undefined) return new Response(null, { status: 404 });
    return new Response(method === 'GET' ? (found as Uint8Array<ArrayBuffer>) : null);
  };
  return { fetch, objects };
}
