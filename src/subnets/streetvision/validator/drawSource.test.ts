import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../support/random/createRandom.ts';
import { challengeProfileNames } from '../challengeImages/challengeProfiles.ts';
import { drawSource } from './drawSource.ts';

describe('drawSource', () => {
  it.each(challengeProfileNames)('draws the sources of %s evenly', (profile) => {
    const random = createRandom('sources');
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6_000; draw += 1) {
      const source = drawSource(profile, random);
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    const wanted = profile === 'may-2026' ? ['api', 'real', 'synthetic'] : ['real', 'synthetic'];
    expect([...counts.keys()].sort()).toEqual(wanted);
    // Standard deviation below 39: six of them.
    for (const count of counts.values()) expect(Math.abs(count - 6_000 / wanted.length)).toBeLessThan(235);
  });
});
