import { expect, it } from 'vitest';
import { keepsSecrets } from './keepsSecrets.ts';

it.each([
  ['https://models.example', true],
  ['http://127.0.0.1:8000', true],
  ['http://[::1]/v2', true],
  ['http://localhost:8000', true],
  ['http://triton:8000', false],
  ['http://localhost.example', false],
  ['http://127.0.0.1.example', false],
  ['http://127.0.0.1@models.example', false],
  ['no address', false],
])('keepsSecrets: %s %s', (address, kept) => {
  expect(keepsSecrets(address)).toBe(kept);
});
