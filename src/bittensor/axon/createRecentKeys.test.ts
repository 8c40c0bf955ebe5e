import { expect, it } from 'vitest';
import { createRecentKeys } from './createRecentKeys.ts';

it('forgets the key that was set longest ago', () => {
  const keys = createRecentKeys<number>(2);
  keys.set('a', 1);
  keys.set('b', 2);
  keys.set('a', 3);
  keys.set('c', 4);
  expect(['a', 'b', 'c'].map(keys.get)).toEqual([3, undefined, 4]);
});
