import { defineErrors } from '../../support/errors/defineErrors.ts';

export const restError = defineErrors({
  RC_REST_LISTEN_FAILED: {
    message: 'The REST API cannot listen on {host}, port {port}: {reason}.',
    hint: 'Choose another rest.port or rest.host, or end what listens there.',
  },
  RC_REST_ROUTE_UNKNOWN: {
    message: 'There is nothing at this path.',
    hint: 'GET /openapi.json lists what there is.',
  },
  RC_REST_METHOD_NOT_ALLOWED: {
    message: 'This path does not take this method.',
    hint: 'The header Allow names the methods that it takes.',
  },
  RC_REST_TOKEN_MISSING: {
    message: 'The request carries no bearer token.',
    hint: 'Send "Authorization: Bearer TOKEN" with a token of rest.tokens.',
  },
  RC_REST_TOKEN_INVALID: {
    message: 'The bearer token is not known.',
    hint: 'Check the token; it must be one of rest.tokens, and the service must have read it since.',
  },
  RC_REST_LIMITED: {
    message: 'This token has asked more often than it may.',
    hint: 'Wait as long as the header Retry-After says.',
  },
  RC_REST_NOT_READY: {
    message: 'No model is loaded yet.',
    hint: 'Wait and ask again; GET /v1/health says when it is.',
  },
  RC_REST_BUSY: {
    message: 'Too many images are being looked at.',
    hint: 'Ask again a little later; challenges of validators go first.',
  },
  RC_REST_TIMEOUT_INVALID: {
    message: 'The time for an answer is not usable: {reason}.',
    hint: 'Ask with ?timeoutMs=N (milliseconds) or with the header Prefer: wait=N (seconds), or leave it out.',
  },
  RC_REST_TYPE_UNSUPPORTED: {
    message: 'The body is of a type that is not taken.',
    hint: 'Send image/jpeg, image/png or image/webp as it is, or application/json, without a content encoding.',
  },
  RC_REST_BODY_TOO_LARGE: {
    message: 'The body has more than {limit} bytes.',
    hint: 'Send a smaller image, or raise rest.limits.bodyBytes.',
  },
  RC_REST_BODY_MALFORMED: {
    message: 'The body cannot be read: {reason}.',
    hint: 'Send what its Content-Type says; GET /openapi.json describes it.',
  },
  RC_REST_BODY_INVALID: {
    message: 'The body is not as it should be: {reason}.',
    hint: 'GET /openapi.json describes it.',
  },
  RC_REST_IMAGE_UNDECODABLE: {
    message: 'The image cannot be decoded: {reason}',
    hint: 'Send a whole JPEG, PNG or WebP.',
  },
  RC_REST_LATE: {
    message: 'There was no answer within {timeoutMs} ms.',
    hint: 'Ask again, with more time; the model or its queue was slower than that.',
  },
  RC_REST_NO_EVIDENCE: {
    message: 'The model did not answer: {reason}',
    hint: 'Ask again; the log of the service says more where it goes on.',
  },
  RC_REST_REQUEST_MALFORMED: {
    message: 'This is not an HTTP request.',
    hint: 'Speak HTTP/1.1; TLS ends at a proxy in front.',
  },
  RC_REST_HEADERS_TOO_LARGE: {
    message: 'The headers of the request are too large.',
    hint: 'Send fewer or shorter headers.',
  },
  RC_REST_REQUEST_TIMEOUT: {
    message: 'The request did not arrive in time.',
    hint: 'Send it faster, or raise rest.limits.requestSeconds.',
  },
  RC_REST_FAILED: {
    message: 'The request could not be answered.',
    hint: 'This is a defect: report it with the id of the request and what the log says.',
  },
});

type RestCode = keyof typeof restError.definitions;

/** The HTTP status that goes with each code. */
export const restStatus = {
  RC_REST_ROUTE_UNKNOWN: 404,
  RC_REST_METHOD_NOT_ALLOWED: 405,
  RC_REST_TOKEN_MISSING: 401,
  RC_REST_TOKEN_INVALID: 401,
  RC_REST_LIMITED: 429,
  RC_REST_NOT_READY: 503,
  RC_REST_BUSY: 503,
  RC_REST_TIMEOUT_INVALID: 400,
  RC_REST_TYPE_UNSUPPORTED: 415,
  RC_REST_BODY_TOO_LARGE: 413,
  RC_REST_BODY_MALFORMED: 400,
  RC_REST_BODY_INVALID: 422,
  RC_REST_IMAGE_UNDECODABLE: 422,
  RC_REST_LATE: 504,
  RC_REST_NO_EVIDENCE: 503,
  RC_REST_REQUEST_MALFORMED: 400,
  RC_REST_HEADERS_TOO_LARGE: 431,
  RC_REST_REQUEST_TIMEOUT: 408,
  RC_REST_FAILED: 500,
} as const satisfies Record<Exclude<RestCode, 'RC_REST_LISTEN_FAILED'>, number>;

/** Codes that answer a request. */
export type ProblemCode = keyof typeof restStatus;
