import { expect, it } from 'vitest';
import { runtimeError } from '../runtimes/errors.ts';
import { openInferenceError } from '../runtimes/open-inference/errors.ts';
import { isWorthSplitting } from './isWorthSplitting.ts';

const refused = (status: number) => openInferenceError('RC_OPEN_INFERENCE_REFUSED', { status });

it.each([
  ['a broken run', runtimeError('RC_RUNTIME_RUN_FAILED'), true],
  ['an error without a code', new Error('unlucky'), true],
  ['a request that is too large for the server', refused(413), true],
  ['a batch that the server does not take', refused(400), true],
  ['a reply that is too large', openInferenceError('RC_OPEN_INFERENCE_REPLY_TOO_LARGE'), true],
  ['a token that is not valid any more', refused(401), false],
  ['an overloaded server', refused(503), false],
  ['a server that is away', openInferenceError('RC_OPEN_INFERENCE_UNREACHABLE'), false],
  ['a server that hangs', openInferenceError('RC_OPEN_INFERENCE_TIMEOUT'), false],
])('isWorthSplitting: %s', (_name, error, expected) => {
  expect(isWorthSplitting(error)).toBe(expected);
});
