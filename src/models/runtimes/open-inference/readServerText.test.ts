import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readServerText } from './readServerText.ts';

it('is one short line without control characters and without the token', () => {
  expect(readServerText('no\u001b[31m such\r\n\tmodel \u202e')).toBe('no [31m such model');
  expect(readServerText('a'.repeat(1000))).toBe(`${'a'.repeat(300)}…`);
  // Cut through the middle of the token, had it been cut first.
  expect(readServerText(`${'a'.repeat(1_197)}s3cret!`, 's3cret!')).not.toMatch(/s3c/);
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string({ minLength: 8, unit: 'binary-ascii' }),
      (before, after, noise) => {
        const token = `T${noise.replace(/[^\x21-\x7e]/g, '#')}T`;
        expect(readServerText(`${before}${token}${after}`, token)).not.toContain(token);
      },
    ),
  );
});
