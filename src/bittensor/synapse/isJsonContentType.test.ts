import { expect, it } from 'vitest';
import { isJsonContentType } from './isJsonContentType.ts';

it.each([
  ['application/json', true],
  ['Application/JSON; charset=utf-8', true],
  ['application/json ;x=1', true],
  ['application/problem+json', true],
  ['', false],
  ['text/plain', false],
  ['application/jsonp', false],
  ['application/json/x', false],
  ['text/plain; application/json', false],
  ['application/+json', false],
])('%j: %s', (contentType, expected) => {
  expect(isJsonContentType(contentType)).toBe(expected);
});
