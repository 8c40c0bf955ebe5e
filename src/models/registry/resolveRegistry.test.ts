import { describe, expect, it } from 'vitest';
import { configSchema } from './configSchema.ts';
import { resolveRegistry } from './resolveRegistry.ts';

const resolve = (config: object, env: Record<string, string> = {}) =>
  resolveRegistry(configSchema.parse(config), { HOME: '/people/ada', ...env }, '/project');

describe('resolveRegistry', () => {
  it.each([
    [{}, {}, '/people/ada/.local/share/roadcrew/models'],
    [{}, { XDG_DATA_HOME: '/data' }, '/data/roadcrew/models'],
    [{}, { XDG_DATA_HOME: 'relative' }, '/people/ada/.local/share/roadcrew/models'],
    [{ folder: '~/m' }, {}, '/people/ada/m'],
    [{ folder: 'm' }, { XDG_DATA_HOME: '/data' }, '/project/m'],
  ])('keeps models of %j and %j in %s', (config, env, folder) => {
    expect(resolve(config, env).folder).toBe(folder);
  });

  it('sends the token to the hub and to what is named for it, not to a mirror', () => {
    const env = { HF_TOKEN: ' hf_1 ', HF_ENDPOINT: 'https://mirror.example/' };
    expect(resolve({}, { HF_TOKEN: 'hf_1' }).endpoints).toEqual([
      { url: 'https://huggingface.co', token: 'hf_1' },
    ]);
    expect(resolve({}, env).endpoints).toEqual([{ url: 'https://mirror.example', token: null }]);
    expect(resolve({ tokenEndpoints: ['https://mirror.example'] }, env).endpoints[0].token).toBe('hf_1');
    const configured = { token: 'hf_2', endpoints: ['https://a.example', 'https://huggingface.co/'] };
    expect(resolve(configured, env).endpoints).toEqual([
      { url: 'https://a.example', token: null },
      { url: 'https://huggingface.co', token: 'hf_2' },
    ]);
  });

  it('refuses variables that it cannot use without repeating them', () => {
    for (const env of [{ HF_TOKEN: 'hf_a b' }, { HF_ENDPOINT: 'https://u:hf_a@x' }]) {
      expect(() => resolve({}, env)).toThrow(
        expect.objectContaining({ code: 'RC_REGISTRY_ENVIRONMENT_INVALID' }),
      );
      expect(() => resolve({}, env)).not.toThrow(/hf_a/);
    }
  });

  it('sends no token in the clear', () => {
    const parse = (url: string) => configSchema.safeParse({ tokenEndpoints: [url] }).success;
    expect(['http://mirror.example', 'https://mirror.example', 'http://127.0.0.1:8080'].map(parse)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
