import { expect, it } from 'vitest';
import { matchesPattern } from './matchesPattern.ts';

it.each([
  ['model.safetensors', 'model.safetensors', true],
  ['model-00001-of-00004.safetensors', 'model-*.safetensors', true],
  ['sub/model-1.safetensors', 'model-*.safetensors', false],
  ['model-1/x.safetensors', 'model-*.safetensors', false],
  ['configXjson', 'config.json', false],
  ['a+b(1).json', '*.json', true],
  ['A.JSON', '*.json', false],
  ['LICENSE', 'LICENSE*', true],
])('%j fits %j: %s', (path, pattern, fits) => {
  expect(matchesPattern(path, pattern)).toBe(fits);
});
