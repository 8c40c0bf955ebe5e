import { describe, expect, it } from 'vitest';
import { configSchema } from './configSchema.ts';

const problemsOf = (server: object, more: object = {}): string[] => {
  const { error } = configSchema.safeParse({ ...more, server });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

describe('inference.server', () => {
  it('is nowhere unless it is given, and then needs no more than an address', () => {
    expect(configSchema.parse({}).server).toBeUndefined();
    expect(configSchema.parse({ server: { url: 'http://triton:8000/v' } }).server).toEqual({
      ...{ url: 'http://triton:8000/v', timeoutMs: 10_000 },
    });
    expect(problemsOf({})).toEqual([expect.stringMatching(/^server\.url: /)]);
  });

  it.each(['triton:8000', 'ftp://triton', 'http://me:pw@triton', 'http://triton/?key=1'])(
    'is not at %s',
    (url) => {
      expect(problemsOf({ url })).toEqual([expect.stringMatching(/^server\.url: /)]);
    },
  );

  it('gets a token only where nobody can read along', () => {
    expect(problemsOf({ url: 'https://triton', token: 'abc' })).toEqual([]);
    expect(problemsOf({ url: 'http://127.0.0.1:8000', token: 'abc' })).toEqual([]);
    expect(problemsOf({ url: 'http://triton:8000', token: 'abc' })).toEqual([
      'server.token: travels only over https or to this machine',
    ]);
    expect(problemsOf({ url: 'https://triton', token: 'a\nb' })).toEqual([
      expect.stringContaining('printable'),
    ]);
  });

  it('answers sooner than its worker would count as stuck', () => {
    const url = 'http://triton:8000';
    expect(problemsOf({ url, timeoutMs: 1_900 }, { hangSeconds: 2 })).toEqual([]);
    expect(problemsOf({ url, timeoutMs: 2_000 }, { hangSeconds: 2 })).toEqual([
      expect.stringMatching(/^server\.timeoutMs: .*hangSeconds/),
    ]);
  });
});
