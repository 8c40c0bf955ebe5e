import { describe, expect, it } from 'vitest';
import { fuzzIsolated, type IsolatedOptions } from '../fuzz/harness/fuzzIsolated.ts';

const run = (name: string, options: Partial<IsolatedOptions> = {}) =>
  fuzzIsolated({
    moduleUrl: new URL('./support/deadlyTargets.ts', import.meta.url).href,
    name,
    runs: 2_000,
    seed: 'npm test',
    secondsPerInput: 10,
    ...options,
  });

describe('fuzzing in a process of its own finds', () => {
  it('nothing in sound code', async () => {
    const report = await run('sound');
    expect(report).toMatchObject({ inputs: 2_000, failures: [] });
    expect(report.accepted + report.rejected).toBe(2_000);
    expect(report.rejected).toBeGreaterThan(10);
  });

  it.each([
    ['segfault', 'SIGSEGV'],
    ['exit', 'ended with 3'],
  ])('death by %s, and goes on behind it', async (name, why) => {
    const { failures } = await run(name, { runs: 100 });
    expect(failures.length).toBeGreaterThan(1);
    for (const failure of failures) {
      expect(failure.kind).toBe('crash');
      expect(failure.why).toContain(why);
    }
    const places = failures.map(({ index }) => index);
    expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
    // The same input again, from its number.
    const [first = 0] = places;
    const again = await run(name, { runs: first + 1 });
    expect(again.failures.map(({ index }) => index)).toEqual([first]);
  });

  it('what never ends', async () => {
    const { failures } = await run('endless', { runs: 100, secondsPerInput: 0.5 });
    expect(failures[0]).toMatchObject({ kind: 'hang' });
  });

  it('memory that does not come back', async () => {
    const { earlyRssBytes, lateRssBytes } = await run('leak', { runs: 5_000 });
    expect(lateRssBytes).toBeGreaterThan(earlyRssBytes * 1.1);
  });
});
