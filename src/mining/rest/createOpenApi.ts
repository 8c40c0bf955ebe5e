import { z } from 'zod';
import { type ProblemCode, restError, restStatus } from './errors.ts';
import { shortestTimeoutMs } from './readTimeout.ts';
import {
  healthSchema,
  imageTypes,
  predictionRequestSchema,
  predictionSchema,
  problemSchema,
  stageSchema,
} from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const component = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string): Json => ({ 'application/json': { schema: component(name) } });

const makeSchemas = (): Json => {
  const registry = z.registry<{ id: string }>();
  registry.add(predictionRequestSchema, { id: 'PredictionRequest' });
  registry.add(stageSchema, { id: 'Stage' });
  registry.add(predictionSchema, { id: 'Prediction' });
  registry.add(healthSchema, { id: 'Health' });
  registry.add(problemSchema, { id: 'Problem' });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id, $schema, ...schema }]) => [name, schema]),
  );
};

const headerOf = (description: string, schema: Json): Json => ({ description, schema });
const retryAfter = headerOf('Seconds to wait.', { type: 'integer', minimum: 1 });
const rateLimit = headerOf('What is left of the allowance, after draft-ietf-httpapi-ratelimit-headers.', {
  type: 'string',
});
const headersOf: Partial<Record<number, Json>> = {
  401: { 'WWW-Authenticate': headerOf('Bearer.', { type: 'string' }) },
  405: { Allow: headerOf('The methods that are taken.', { type: 'string' }) },
  415: { 'Accept-Post': headerOf('The types that are taken.', { type: 'string' }) },
  429: { 'Retry-After': retryAfter, RateLimit: rateLimit },
  503: { 'Retry-After': retryAfter },
};

/** The problems with these codes, one response for each status. */
const problems = (codes: readonly ProblemCode[]): Json =>
  Object.fromEntries(
    [...new Set(codes.map((code) => restStatus[code]))].sort().map((status) => {
      const same = codes.filter((code) => restStatus[code] === status);
      const headers = headersOf[status];
      const response = {
        description: same.map((code) => `${code}: ${restError.definitions[code].message}`).join('\n'),
        ...(headers && { headers }),
        content: { 'application/problem+json': { schema: component('Problem') } },
      };
      return [String(status), response];
    }),
  );

const everywhere = [
  ...(['RC_REST_METHOD_NOT_ALLOWED', 'RC_REST_REQUEST_MALFORMED', 'RC_REST_REQUEST_TIMEOUT'] as const),
  ...(['RC_REST_HEADERS_TOO_LARGE', 'RC_REST_FAILED'] as const),
];
const ofPredictions = (Object.keys(restStatus) as ProblemCode[]).filter(
  (code) => code !== 'RC_REST_ROUTE_UNKNOWN',
);

/** The OpenAPI 3.1 document of the API, made of the schemas by which it works. */
export function createOpenApi({ timeoutCapMs }: { readonly timeoutCapMs: number }): Json {
  const binary = Object.fromEntries(
    imageTypes.map((type) => [type, { schema: { type: 'string', format: 'binary', minLength: 1 } }]),
  );
  return {
    openapi: '3.1.1',
    info: {
      title: 'Roadcrew',
      version: '1',
      summary: 'Whether a street photograph shows roadwork.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths: {
      '/v1/predictions': {
        post: {
          operationId: 'predict',
          summary: 'The probability that an image shows roadwork.',
          description:
            'Nothing is changed by it, so it may be repeated. Challenges of validators go first; this is answered with what is left.',
          parameters: [
            {
              ...{ name: 'timeoutMs', in: 'query', description: 'Time for the answer, milliseconds.' },
              schema: { type: 'integer', minimum: shortestTimeoutMs, maximum: timeoutCapMs },
            },
            {
              ...{ name: 'Prefer', in: 'header', description: 'wait=N: seconds for the answer (RFC 7240).' },
              ...{ schema: { type: 'string' }, example: 'wait=5' },
            },
          ],
          requestBody: { required: true, content: { ...binary, ...json('PredictionRequest') } },
          responses: {
            200: {
              description: 'The prediction.',
              headers: { RateLimit: rateLimit },
              content: json('Prediction'),
            },
            ...problems(ofPredictions),
          },
        },
      },
      '/v1/health': {
        get: {
          ...{ operationId: 'health', summary: 'Whether a prediction can be had now.', security: [] },
          responses: {
            200: { description: 'It can.', content: json('Health') },
            503: { description: 'It cannot.', content: json('Health') },
            ...problems(everywhere),
          },
        },
      },
      '/openapi.json': {
        get: {
          ...{ operationId: 'openapi', summary: 'This document.', security: [] },
          responses: {
            200: {
              description: 'The document.',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
            ...problems(everywhere),
          },
        },
      },
    },
    components: {
      schemas: makeSchemas(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of rest.tokens.' } },
    },
  };
}
