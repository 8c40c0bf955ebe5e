import { expect, it } from 'vitest';
import { environmentName } from './environmentName.ts';

it.each([
  [['axon', 'port'], 'ROADCREW_AXON__PORT'],
  [['axon', 'externalPort'], 'ROADCREW_AXON__EXTERNAL_PORT'],
  [['axon', 'limits', 'bodyBytes'], 'ROADCREW_AXON__LIMITS__BODY_BYTES'],
  [['openInference', 'http2Url'], 'ROADCREW_OPEN_INFERENCE__HTTP2_URL'],
])('names %j %s', (path, name) => {
  expect(environmentName(path)).toBe(name);
});
