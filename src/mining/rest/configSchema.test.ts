import { describe, expect, it } from 'vitest';
import { configSchema } from './configSchema.ts';

const token = 'a'.repeat(32);
const problems = (input: unknown): string[] =>
  configSchema.safeParse(input).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('configSchema', () => {
  it('has no port of itself, listens on this machine alone, and needs a token for a port', () => {
    expect(configSchema.parse({})).toMatchObject({ host: '127.0.0.1', tokens: [] });
    expect(configSchema.parse({}).port).toBeUndefined();
    expect(problems({ port: 8_080 })).toEqual(['tokens']);
    expect(problems({ port: 8_080, tokens: [{ name: 'ada', token }] })).toEqual([]);
  });

  it('takes tokens that nobody can guess, or their hashes, each name once', () => {
    expect(problems({ tokens: [{ name: 'ada', sha256: '0'.repeat(64) }] })).toEqual([]);
    for (const tokens of [
      [{ name: 'ada', token: 'a'.repeat(31) }],
      [{ name: 'ada', token: `${token} b` }],
      [{ name: 'ada', token, sha256: '0'.repeat(64) }],
      [{ name: 'ada', sha256: token }],
      [{ name: 'a b', token }],
      [{ token }],
    ]) {
      expect(problems({ tokens })).toEqual([expect.stringMatching(/^tokens\.0/)]);
    }
    expect(
      problems({
        tokens: [
          { name: 'ada', token },
          { name: 'ada', token: `${token}b` },
        ],
      }),
    ).toEqual(['tokens']);
  });

  it('refuses a default that is longer than the cap', () => {
    expect(problems({ timeoutMs: 5_000, timeoutCapMs: 4_000 })).toEqual(['timeoutMs']);
  });
});
