import { describe, expect, it } from 'vitest';
import { didYouMean } from './didYouMean.ts';

describe('didYouMean', () => {
  it.each([
    ['axon.prot', ['axon.port', 'axon.host'], 'axon.port'],
    ['PORT', ['port'], 'port'],
    ['lst', ['list', 'inspect'], 'list'],
    ['x', ['port', 'host'], null],
    ['', ['port'], null],
    ['port', [], null],
  ])('takes %j out of %j for %j', (typed, candidates, meant) => {
    expect(didYouMean(typed, candidates)).toBe(meant);
  });
});
