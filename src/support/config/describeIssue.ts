import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of names and values',
  record: 'a map of names and values',
};

/** What the bound is of, beside a number's own size. */
const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' };

const isOwn = (message: string): boolean => /^(Too (big|small)|Invalid (input|option))\b/.test(message);

/**
 * What is wrong with a configuration value, in words that fit after "it": "must be at most 65535". A sentence that the
 * schema brings itself stays.
 * @param issue of zod
 * @returns without a full stop
 */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const { message } = issue;
  if (isOwn(message)) {
    switch (issue.code) {
      case 'too_big':
        return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${units[issue.origin] ?? ''}`;
      case 'too_small':
        if (issue.origin === 'string' && issue.minimum === 1) return 'must not be empty';
        return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${units[issue.origin] ?? ''}`;
      case 'invalid_type':
        if (message.endsWith('received undefined')) return 'is missing';
        return `must be ${kinds[issue.expected] ?? `of the kind ${issue.expected}`}`;
      case 'invalid_value':
        return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
      case 'invalid_union':
        return 'does not have the right form';
    }
  }
  return message.replace(/^Invalid \w+: /, '').replace(/\.$/, '');
}
