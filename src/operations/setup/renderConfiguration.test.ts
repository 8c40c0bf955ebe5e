import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listConfigFields } from '../../support/config/listConfigFields.ts';
import { resolveConfig } from '../../support/config/resolveConfig.ts';
import { renderConfiguration } from './renderConfiguration.ts';

const sections = {
  axon: z.strictObject({
    host: z.string().default('::').describe('Where to listen.'),
    limits: z
      .strictObject({
        deep: z.strictObject({ text: z.string().default('').describe('Any text.') }).prefault({}),
        list: z.array(z.string()).default([]),
      })
      .prefault({}),
    port: z
      .int()
      .default(1)
      .describe(`A port${' and more about it'.repeat(12)}.`),
  }),
  other: z.strictObject({ keep: z.boolean().nullable().default(null) }),
};
const fields = Object.entries(sections).flatMap(([name, section]) => listConfigFields(section, [name]));

describe('renderConfiguration', () => {
  it('writes values in the order of the schema, each under what it means', () => {
    const text = renderConfiguration(
      [
        { path: 'other.keep', value: true },
        { path: 'axon.limits.list', value: ['a', '1'] },
        { path: 'axon.limits.deep.text', value: 'no' },
        { path: 'axon.host', value: '0.0.0.0' },
      ],
      fields,
    );
    expect(text.split('\n').slice(2)).toEqual([
      '',
      'axon:',
      '  # Where to listen.',
      '  host: "0.0.0.0"',
      '  limits:',
      '    deep:',
      '      # Any text.',
      '      text: "no"',
      '    list: [ "a", "1" ]',
      '',
      'other:',
      '  keep: true',
      '',
    ]);
  });

  it('is read back as it was, whatever the values are, and keeps its comments short', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-composite' }),
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 0, max: 65_535 }),
        (text, list, port) => {
          const yaml = renderConfiguration(
            [
              { path: 'axon.limits.deep.text', value: text },
              { path: 'axon.limits.list', value: list },
              { path: 'axon.port', value: port },
            ],
            fields,
          );
          const { axon } = resolveConfig(sections, { file: { path: 'a.yaml', text: yaml } }).values;
          expect(axon).toMatchObject({ port, limits: { list, deep: { text } } });
          const comments = yaml.split('\n').filter((line) => line.trim().startsWith('# '));
          expect(Math.max(...comments.map(({ length }) => length))).toBeLessThanOrEqual(100);
        },
      ),
    );
  });

  it('writes nothing that the configuration does not have', () => {
    expect(() => renderConfiguration([{ path: 'axon.prot', value: 1 }], fields)).toThrow('axon.prot');
  });
});
