import { describe, expect, it } from 'vitest';
import { type ZodType, z } from 'zod';
import { describeIssue } from './describeIssue.ts';

const describeFirst = (schema: ZodType, value: unknown): string => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (issue === undefined) throw new Error('the value was taken');
  return describeIssue(issue);
};

describe('describeIssue', () => {
  it.each([
    [z.int().max(65_535), 99_999, 'must be at most 65535'],
    [z.number().gt(0), 0, 'must be more than 0'],
    [z.number().min(2).lt(9), 9, 'must be less than 9'],
    [z.string().min(1), '', 'must not be empty'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must be at most 1 entries'],
    [z.number(), 'abc', 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.string(), undefined, 'is missing'],
    [z.boolean(), 'perhaps', 'must be true or false'],
    [z.enum(['none', 'all']), 'some', 'must be one of none, all'],
    [z.literal(1), 2, 'must be 1'],
    [z.union([z.ipv4(), z.ipv6()]), 'here', 'does not have the right form'],
  ])('says in words what is wanted', (schema, value, said) => {
    expect(describeFirst(schema, value)).toBe(said);
  });

  it('keeps the sentence that a schema brings itself', () => {
    expect(describeFirst(z.union([z.ipv4(), z.ipv6()], { error: 'must be an address.' }), 'here')).toBe(
      'must be an address',
    );
    expect(describeFirst(z.ipv4(), 'here')).toBe('Invalid IPv4 address');
  });
});
