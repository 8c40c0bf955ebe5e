import { AwsV4Signer } from 'aws4fetch';
import type { Clock } from '../../support/clock/Clock.ts';
import { describeFetchFailure } from '../../support/errors/describeFetchFailure.ts';
import type { Random } from '../../support/random/Random.ts';
import { createBackoff } from '../../support/resilience/createBackoff.ts';
import { recordsError } from '../errors.ts';
import type { ImageStore } from './ImageStore.ts';
import { imageKey } from './imageKey.ts';
import { readS3Listing } from './readS3Listing.ts';

export interface S3Settings {
  readonly bucket: string;
  /** Put before the keys; without a slash at its end, may be empty. */
  readonly prefix: string;
  /** Without a slash at its end; AWS's own of the region where it is not given. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Bucket in the path; by default where an endpoint is given. */
  readonly pathStyle?: boolean | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** For one try. */
  readonly timeoutMs: number;
  /** Further tries after 429, 5xx and failures of the network. */
  readonly retries: number;
}

export interface S3Parts {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly random: Pick<Random, 'float'>;
}

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** SHA-256 of the body, which is signed. */
  readonly hash?: string;
}

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** Listings of 1,000 keys have about 400 KiB. */
const mostReplyBytes = 67_108_864;

const baseOf = ({ bucket, endpoint, region, pathStyle = endpoint !== undefined }: S3Settings): string => {
  const url = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  const path = url.pathname.replace(/\/+$/, '');
  return pathStyle ? `${url.origin}${path}/${bucket}` : `${url.protocol}//${bucket}.${url.host}${path}`;
};

/** The code of an error's XML, which is all that is shown of it. */
const errorCode = (xml: string): string => /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(xml)?.[1] ?? '';

/** Keeps images in a bucket of S3 or of a server that speaks its protocol. */
export function createS3Store(settings: S3Settings, { fetch, clock, random }: S3Parts): ImageStore {
  const { bucket, prefix, region, accessKeyId, secretAccessKey, sessionToken, timeoutMs, retries } = settings;
  const base = baseOf(settings);
  const name = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;
  const keyOf = (hash: string): string => (prefix === '' ? '' : `${prefix}/`) + imageKey.of(hash);
  // Derived keys hold for a day; without this they would be derived for each request.
  const cache = new Map<string, ArrayBuffer>();

  const tryOnce = async ({ method, key, query = {}, body, hash = emptyHash }: S3Request) => {
    const url = new URL(`${base}/${key}`);
    for (const [field, value] of Object.entries(query)) url.searchParams.set(field, value);
    const datetime = new Date(clock.now()).toISOString().replace(/[:-]|\.\d{3}/g, '');
    const signed = await new AwsV4Signer({
      ...{ method, url: url.href, service: 's3', region, accessKeyId, secretAccessKey, datetime, cache },
      ...(sessionToken !== undefined && { sessionToken }),
      headers: {
        'x-amz-content-sha256': hash,
        ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
      },
    }).sign();
    if (cache.size > 8) cache.clear();
    const reply = await fetch(signed.url, {
      ...{ method, headers: signed.headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) },
      ...(body !== undefined && { body: body as Uint8Array<ArrayBuffer> }),
    });
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of reply.body ?? []) {
      length += part.length;
      if (length > mostReplyBytes) throw new Error(`it sent more than ${mostReplyBytes} bytes`);
      parts.push(part);
    }
    return { status: reply.status, body: Buffer.concat(parts) };
  };

  /** @param missing whether 404 is an answer and no failure */
  const send = async (action: string, request: S3Request, missing = false) => {
    const backoff = createBackoff({ firstMs: 200, maxMs: 5_000, random });
    for (;;) {
      let reason: string;
      let passing = true;
      try {
        const reply = await tryOnce(request);
        const { status } = reply;
        if ((status >= 200 && status < 300) || (missing && status === 404)) return reply;
        reason = `HTTP ${status} ${errorCode(reply.body.toString('utf8'))}`.trimEnd();
        passing = status >= 500 || status === 429;
      } catch (error) {
        reason =
          error instanceof Error && error.name === 'TimeoutError'
            ? `no answer within ${timeoutMs} ms`
            : describeFetchFailure(error);
      }
      if (!passing || backoff.failures >= retries) {
        throw recordsError('RC_RECORDS_STORE_FAILED', { store: name, action, reason });
      }
      await clock.sleep(backoff.next());
    }
  };

  return {
    name,
    locate: (hash) => `s3://${bucket}/${keyOf(hash)}`,
    async put(hash, image) {
      await send('keep an image', { method: 'PUT', key: keyOf(hash), body: image, hash });
    },
    async has(hash) {
      return (await send('look for an image', { method: 'HEAD', key: keyOf(hash) }, true)).status !== 404;
    },
    async get(hash) {
      const { status, body } = await send('read an image', { method: 'GET', key: keyOf(hash) }, true);
      return status === 404 ? null : body;
    },
    async *list() {
      let token: string | null = null;
      do {
        const query: Record<string, string> = { 'list-type': '2' };
        if (prefix !== '') query.prefix = `${prefix}/`;
        if (token !== null) query['continuation-token'] = token;
        const { body } = await send('list its images', { method: 'GET', key: '', query });
        const page = readS3Listing(body.toString('utf8'));
        if (page === null) {
          const reason = 'the answer is no listing of S3';
          throw recordsError('RC_RECORDS_STORE_FAILED', { store: name, action: 'list its images', reason });
        }
        for (const { key, ...image } of page.entries) {
          const hash = imageKey.read(key);
          if (hash !== null && key === keyOf(hash)) yield { hash, ...image };
        }
        token = page.next;
      } while (token !== null);
    },
    async remove(hash) {
      await send('delete an image', { method: 'DELETE', key: keyOf(hash) }, true);
    },
  };
}
