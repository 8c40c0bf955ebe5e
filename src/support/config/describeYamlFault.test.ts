import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { describeYamlFault } from './describeYamlFault.ts';

const secret = 'hunter2hunter2';
const faultsOf = (text: string) =>
  parseAllDocuments(text, { prettyErrors: false, version: '1.2', schema: 'core' }).flatMap(
    ({ errors, warnings }) => [...errors, ...warnings].map(describeYamlFault),
  );

it.each([
  ...[`a: !${secret} x`, `a: !<${secret}> x`, `a: |${secret}`, `a: >${secret}\n  b`],
  ...[`%${secret}\n---\na: 1`, `a: "\\x${secret}"`, `a: {b: "${secret}" ${secret}}`, `a: @${secret}`],
  ...[`a: 1\n]${secret}`, `a: "x" ${secret}`, `a: [${secret}: 1`, `%TAG ! ${secret}\n---\na: !b`],
  ...[`a: !${secret}! x`, `a: - ${secret}`, `a: ${secret}\n b: 1`, `a: &${secret} *${secret}x`],
])('repeats nothing of %j', (text) => {
  const told = faultsOf(text);
  expect(told.length).toBeGreaterThan(0);
  expect(told.join()).not.toContain('hunter2');
});

it('keeps what says where to look', () => {
  expect(faultsOf('a: [1, 2')).toEqual([
    'Flow sequence in block collection must be sufficiently indented and end with a ]',
  ]);
  expect(faultsOf('a: {b 1, c:')[0]).toMatch(/^Flow map/);
});

it('repeats nothing, whatever stands around it', () => {
  const mark = fc.constantFrom(...'*&!|>%@`"\'[]{},:#-? \n\t\\ab'.split(''));
  const text = fc
    .array(fc.oneof(mark, fc.constant(secret)), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (given) => {
      expect(faultsOf(given).join()).not.toContain('hunter2');
    }),
    { numRuns: 2_000 },
  );
});
