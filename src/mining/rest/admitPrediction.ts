import type { IncomingMessage } from 'node:http';
import { v7 as uuid } from 'uuid';
import { type BodyKind, bodyKindOf } from './bodyKindOf.ts';
import { restError } from './errors.ts';
import type { PredictionRequest } from './PredictionRequest.ts';
import type { RestContext } from './RestContext.ts';
import { readTimeout } from './readTimeout.ts';

const secondsOf = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1_000)));

/**
 * Lets a request for a prediction in by its headers alone, the cheapest question first. Nothing of its body is read.
 * @param headers filled with what goes back whatever becomes of the request
 * @throws RC_REST_TOKEN_MISSING, RC_REST_TOKEN_INVALID, RC_REST_LIMITED, RC_REST_NOT_READY, RC_REST_TYPE_UNSUPPORTED,
 *   RC_REST_BODY_TOO_LARGE, RC_REST_TIMEOUT_INVALID, RC_REST_BUSY
 */
export async function admitPrediction(
  request: IncomingMessage,
  context: RestContext,
  headers: Record<string, string>,
): Promise<{ readonly admitted: PredictionRequest; readonly kind: BodyKind }> {
  const { config, authenticate, limiter, ratePolicy, model, clock } = context;
  const [at, receivedNs] = [clock.now(), clock.monotonicNs()];
  const caller = authenticate(request.headers.authorization);
  if (caller === 'missing') throw restError('RC_REST_TOKEN_MISSING');
  if (caller === 'invalid') throw restError('RC_REST_TOKEN_INVALID');

  const { allowed, remaining, retryAfterMs } = await limiter.consume(caller.sha256);
  const policy = ratePolicy();
  if (policy !== undefined) headers['ratelimit-policy'] = policy;
  headers.ratelimit = `"token";r=${remaining}${allowed ? '' : `;t=${secondsOf(retryAfterMs)}`}`;
  if (!allowed) {
    headers['retry-after'] = secondsOf(retryAfterMs);
    throw restError('RC_REST_LIMITED');
  }
  if (model() === 'never') throw restError('RC_REST_NOT_READY');

  const kind = bodyKindOf(request.headers['content-type']);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (kind === null || encoding.toLowerCase() !== 'identity') throw restError('RC_REST_TYPE_UNSUPPORTED');
  const limit = config.limits.bodyBytes;
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    throw restError('RC_REST_BODY_TOO_LARGE', { limit });
  }
  const prefer = request.headers.prefer;
  const query = request.url?.split('?')[1] ?? '';
  const { timeoutMs, applied } = readTimeout(query, Array.isArray(prefer) ? prefer.join() : prefer, config);
  if (applied !== undefined) headers['preference-applied'] = applied;
  if (context.inFlight >= config.concurrency) throw restError('RC_REST_BUSY');
  return { admitted: { id: uuid(), at, receivedNs, caller: caller.name, timeoutMs }, kind };
}
