import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RoadcrewError } from '../errors/RoadcrewError.ts';
import type { ConfigProblem } from './ConfigSource.ts';
import { describeSource } from './ConfigSource.ts';
import { type ConfigInput, resolveConfig } from './resolveConfig.ts';
import { secretField } from './secretField.ts';

const sections = {
  axon: z.strictObject({
    host: z.string().default('::'),
    port: z.int().min(0).max(65_535).default(8091),
    externalIp: z.string().optional(),
    trustedProxies: z.array(z.string()).default([]),
    proxyProtocol: z.boolean().default(false),
    limits: z
      .strictObject({ bodyBytes: z.int().min(1).default(100), headerBytes: z.int().default(10) })
      .refine(({ bodyBytes, headerBytes }) => headerBytes <= bodyBytes, {
        path: ['headerBytes'],
        message: 'must not exceed bodyBytes',
      })
      .prefault({}),
  }),
  chain: z.strictObject({
    urls: z.array(z.string()).default(['wss://one']),
    maximumRao: z.bigint().default(0n),
    relay: secretField(z.string()).optional(),
    mode: z.enum(['fast', 'safe']).default('safe'),
    retry: z.union([z.literal('never'), z.int()]).default('never'),
    proxy: z.string().nullable().default(null),
    weights: z.record(z.string(), z.number()).default({}),
  }),
};

const file = (text: string) => ({ path: 'roadcrew.yaml', text });

function problemsOf(input: ConfigInput): ConfigProblem[] {
  try {
    resolveConfig(sections, input);
  } catch (error) {
    if (error instanceof RoadcrewError && error.code === 'RC_CONFIG_INVALID')
      return error.details.list as ConfigProblem[];
    throw error;
  }
  throw new Error('the configuration was accepted');
}

const codeOf = (input: ConfigInput): unknown => {
  try {
    resolveConfig(sections, input);
  } catch (error) {
    return error instanceof RoadcrewError ? `${error.code} ${error.details.line ?? ''}`.trim() : error;
  }
  return 'accepted';
};

describe('resolveConfig', () => {
  it('fills in defaults for every section that is not mentioned', () => {
    const { values, entries } = resolveConfig(sections, {});
    expect(values.axon).toMatchObject({ port: 8091, limits: { bodyBytes: 100, headerBytes: 10 } });
    expect(values.axon.externalIp).toBeUndefined();
    expect(entries.map(({ field }) => field.path)).toContain('axon.limits.bodyBytes');
    expect(entries.every(({ source }) => source.kind === 'default')).toBe(true);
  });

  it('lets flags outrank environment, environment the file, and the file the defaults', () => {
    const input = {
      file: file('axon:\n  host: a\n  port: 1\n  limits:\n    bodyBytes: 50\n'),
      env: { ROADCREW_AXON__PORT: '2', ROADCREW_AXON__PROXY_PROTOCOL: 'yes', PATH: '/bin' },
      flags: [{ path: 'axon.port', value: '3', flag: '--port' }],
    };
    const { values, entries } = resolveConfig(sections, input);
    expect(values.axon).toMatchObject({ host: 'a', port: 3, proxyProtocol: true, limits: { bodyBytes: 50 } });
    const sources = Object.fromEntries(
      entries.map(({ field, source }) => [field.path, describeSource(source)]),
    );
    expect(sources).toMatchObject({
      'axon.host': 'roadcrew.yaml:2',
      'axon.port': '--port',
      'axon.proxyProtocol': 'ROADCREW_AXON__PROXY_PROTOCOL',
      'axon.limits.bodyBytes': 'roadcrew.yaml:5',
      'axon.limits.headerBytes': 'default',
    });
    expect(resolveConfig(sections, { ...input, flags: [] }).values.axon.port).toBe(2);
    expect(resolveConfig(sections, { file: input.file }).values.axon.port).toBe(1);
  });

  it('reads every kind of value from a text', () => {
    const env = {
      ROADCREW_AXON__TRUSTED_PROXIES: '10.0.0.1, ::1',
      ROADCREW_CHAIN__URLS: '["wss://a", "wss://b"]',
      ROADCREW_CHAIN__MAXIMUM_RAO: '18446744073709551616',
      ROADCREW_CHAIN__MODE: 'fast',
      ROADCREW_CHAIN__RETRY: '7',
      ROADCREW_CHAIN__PROXY: 'null',
      ROADCREW_CHAIN__WEIGHTS: '{a: 0.5}',
      ROADCREW_AXON__EXTERNAL_IP: '',
    };
    const { values } = resolveConfig(sections, { env });
    expect(values.axon).toMatchObject({ trustedProxies: ['10.0.0.1', '::1'] });
    expect(values.axon.externalIp).toBeUndefined();
    expect(values.chain).toEqual({
      urls: ['wss://a', 'wss://b'],
      maximumRao: 18_446_744_073_709_551_616n,
      mode: 'fast',
      retry: 7,
      proxy: null,
      weights: { a: 0.5 },
    });
    for (const [text, value] of Object.entries({
      true: true,
      ON: true,
      1: true,
      off: false,
      0: false,
      No: false,
    })) {
      const read = resolveConfig(sections, { env: { ROADCREW_AXON__PROXY_PROTOCOL: text } });
      expect(read.values.axon.proxyProtocol).toBe(value);
    }
  });

  it('keeps every digit of a large integer in the file', () => {
    const { values } = resolveConfig(sections, { file: file('chain: {maximumRao: 18446744073709551617}') });
    expect(values.chain.maximumRao).toBe(18_446_744_073_709_551_617n);
  });

  it('tells all problems of all layers at once, each with its place', () => {
    const problems = problemsOf({
      file: file('axon:\n  prot: 1\n  port: high\nchian: {}\nchain:\n  mode: [fast]\n'),
      env: { ROADCREW_AXON__PORT: '70000', ROADCREW_AXON__HOTS: 'x', ROADCREW_AXON_HOST: 'x' },
      flags: [{ path: 'axon.limit.bodyBytes', value: '1', flag: '--set' }],
    });
    const told = problems.map(({ path, source, problem }) => `${path} (${source}): ${problem}`);
    expect(told).toEqual([
      'axon.prot (roadcrew.yaml:2): is unknown; did you mean axon.port?',
      'chian (roadcrew.yaml:4): is unknown; did you mean chain?',
      'ROADCREW_AXON__HOTS (environment): is unknown; did you mean ROADCREW_AXON__HOST?',
      'ROADCREW_AXON_HOST (environment): is unknown; did you mean ROADCREW_AXON__HOST?',
      'axon.limit.bodyBytes (--set): is unknown; did you mean axon.limits.bodyBytes?',
      expect.stringMatching(/^axon\.port \(roadcrew\.yaml:3\): must be a/),
      'chain.mode (roadcrew.yaml:6): must be one of fast, safe',
      expect.stringMatching(/^axon\.port \(ROADCREW_AXON__PORT\): .*65535/),
    ]);
  });

  it('names the place of a problem between two values', () => {
    const problems = problemsOf({ file: file('axon:\n  limits:\n    headerBytes: 200\n') });
    expect(problems).toEqual([
      { path: 'axon.limits.headerBytes', source: 'roadcrew.yaml:3', problem: 'must not exceed bodyBytes' },
    ]);
  });

  it.each([
    ['axon: 5', 'must hold named values, not a single value'],
    ['axon: [1]', 'must hold named values, not a list'],
    ['- 1', 'must hold named values, not a list'],
    ['axon.port: 1', 'is unknown'],
    ['axon: {1: 2}', 'is unknown'],
    ['alerts: {webhook:https://hooks.example/s3cret}', 'is unknown'],
    ['__proto__: {axon: 1}', 'is unknown'],
    ['axon: {constructor: 1}', 'is unknown'],
  ])('refuses %j: it %s', (text, problem) => {
    expect(problemsOf({ file: file(text) })[0]?.problem).toContain(problem);
  });

  it('takes nothing for a value: an empty file, comments, an empty section', () => {
    for (const text of ['', '\n', '# nothing\n', '---\n', 'axon:\n', 'axon: {}\nchain: ~\n']) {
      expect(resolveConfig(sections, { file: file(text) }).values.axon.port).toBe(8091);
    }
  });

  it('does not repeat a secret in the problem that it causes', () => {
    const secret = 'hunter2-hunter2';
    const strict = { chain: z.strictObject({ token: secretField(z.string().regex(/^\d+$/)).optional() }) };
    expect(() => resolveConfig(strict, { env: { ROADCREW_CHAIN__TOKEN: secret } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  it('knows a secret by its mark or by its name', () => {
    const { entries } = resolveConfig(
      { a: z.strictObject({ password: z.string().default('x') }), ...sections },
      {},
    );
    expect(entries.filter(({ field }) => field.secret).map(({ field }) => field.path)).toEqual([
      'a.password',
      'chain.relay',
    ]);
  });
});

describe('the yaml file', () => {
  const bomb = `a: &a [x,x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n ? `b${n - 1}` : 'a'},*${n ? `b${n - 1}` : 'a'}]`).join('\n')}`;
  it.each([
    ['an alias bomb', bomb],
    ['an anchor', 'axon: &here {port: 1}'],
    ['a tag', 'axon: !!map {port: 1}'],
    ['an unknown tag', 'axon: !js/function x'],
    ['two documents', 'axon: {port: 1}\n---\naxon: {port: 2}'],
    ['a repeated key', 'axon:\n  port: 1\n  port: 2'],
    ['a syntax error', 'axon: {port: 1'],
    ['tabs', 'axon:\n\tport: 1'],
    ['deep nesting in brackets', `axon: ${'['.repeat(100_000)}`],
    ['deep nesting in dashes', `${'- '.repeat(100_000)}x`],
    [
      'deep nesting in indents',
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    ],
  ])('is refused when it holds %s', (_, text) => {
    expect(codeOf({ file: file(text) })).toMatch(/^RC_CONFIG_FILE_NOT_YAML \d+$/);
  });

  it('is refused above its size, unparsed', () => {
    expect(codeOf({ file: file(`# ${'x'.repeat(300_000)}`) })).toBe('RC_CONFIG_FILE_TOO_LARGE');
  });

  it('is told with the line of its fault', () => {
    expect(codeOf({ file: file('axon:\n  port: 1\n  port: 2') })).toBe('RC_CONFIG_FILE_NOT_YAML 3');
    expect(codeOf({ file: file('axon:\n  host: &x y') })).toBe('RC_CONFIG_FILE_NOT_YAML 2');
  });

  it('is accepted or refused with a code of ours, whatever it holds', () => {
    const piece = fc.constantFrom(
      ...[
        'axon',
        'port',
        'limits',
        'bodyBytes',
        ': ',
        ':',
        '\n',
        '\n  ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '&a',
        '*a',
        '!!x',
      ],
      ...[
        '"',
        "'",
        '|',
        '>',
        '#',
        '? ',
        '---',
        '...',
        '%YAML 1.2',
        '<<: ',
        '1',
        '1e999',
        '~',
        '\t',
        '\u0000',
        '\ufeff',
      ],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (content) =>
        /^(accepted|RC_CONFIG_\w+( \d+)?)$/.test(String(codeOf({ file: file(content) }))),
      ),
      { numRuns: 3_000 },
    );
  });
});
