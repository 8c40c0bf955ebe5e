import { describe, expect, it } from 'vitest';
import { describeFetchFailure } from './describeFetchFailure.ts';

describe('describeFetchFailure', () => {
  it('says what a real fetch wraps', async () => {
    const error = await fetch('http://127.0.0.1:1').catch((reason: unknown) => reason);
    expect(describeFetchFailure(error)).toMatch(/ECONNREFUSED|bad port/);
    expect(describeFetchFailure(error)).not.toContain('fetch failed');
  });

  it('takes the code of a cause without a message, and says nothing twice', () => {
    const aggregate = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
    expect(describeFetchFailure(new TypeError('fetch failed', { cause: aggregate }))).toBe('ECONNREFUSED');
    const twice = new Error('Broken.', { cause: new Error('Broken') });
    expect(describeFetchFailure(twice)).toBe('Broken');
    expect(describeFetchFailure(new Error('outer', { cause: new Error('inner') }))).toBe('outer: inner');
  });

  it('has words for anything that is thrown', () => {
    expect(describeFetchFailure(new TypeError('fetch failed'))).toBe('fetch failed');
    expect(describeFetchFailure('a text')).toBe('a text');
    expect(describeFetchFailure(undefined)).toBe('undefined');
    expect(describeFetchFailure(new RangeError())).toBe('RangeError');
    const circle = new Error('round');
    circle.cause = circle;
    expect(describeFetchFailure(circle)).toBe('round');
  });
});
