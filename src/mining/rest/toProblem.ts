import { STATUS_CODES } from 'node:http';
import type { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { type ProblemCode, restError, restStatus } from './errors.ts';
import type { RestReply } from './RestReply.ts';
import { imageTypes, type Problem } from './schemas.ts';

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(restStatus, code);

/** What belongs to a code whatever the request was. */
const headersOf: Partial<Record<ProblemCode, Readonly<Record<string, string>>>> = {
  RC_REST_TOKEN_MISSING: { 'www-authenticate': 'Bearer realm="roadcrew"' },
  RC_REST_TOKEN_INVALID: { 'www-authenticate': 'Bearer realm="roadcrew", error="invalid_token"' },
  RC_REST_NOT_READY: { 'retry-after': '5' },
  RC_REST_BUSY: { 'retry-after': '1' },
  RC_REST_NO_EVIDENCE: { 'retry-after': '1' },
  RC_REST_TYPE_UNSUPPORTED: { 'accept-post': [...imageTypes, 'application/json'].join(', ') },
};

/**
 * An error as a problem of RFC 9457. The type is `about:blank`, since the code says more than a page would.
 * @param error one that is not of this room is `RC_REST_FAILED`: its words are not for strangers
 * @param options.id of the request, where it has one
 */
export function toProblem(
  error: RoadcrewError,
  options: { readonly id?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): RestReply & { readonly body: Problem } {
  const { code, message, hint } = isProblemCode(error.code) ? error : restError('RC_REST_FAILED');
  const status = restStatus[code as ProblemCode];
  const { id, headers = {} } = options;
  return {
    status,
    type: 'application/problem+json',
    headers: { ...headersOf[code as ProblemCode], ...headers },
    body: {
      ...{ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: message, code, hint },
      ...(id !== undefined && { instance: `urn:uuid:${id}` }),
    },
  };
}
