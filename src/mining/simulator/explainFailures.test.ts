import { describe, expect, it } from 'vitest';
import { explainFailures } from './explainFailures.ts';

describe('explainFailures', () => {
  it('names each cause once, the most frequent first, and nothing that it does not know', () => {
    const advice = explainFailures({
      'The nonce is 24 s old; at most 16 s are accepted.': 3,
      'Request timeout after 9.0 seconds': 7,
      'Nonce is too old, a newer one was last processed': 2,
      'something else': 50,
    });
    expect(advice).toHaveLength(2);
    expect(advice[0]).toContain('too slow');
    expect(advice[1]).toContain('NTP');
    expect(explainFailures({})).toEqual([]);
  });
});
