import { describe, expect, it } from 'vitest';
import { defineErrors } from '../support/errors/defineErrors.ts';
import { describeFailure } from './describeFailure.ts';

const testError = defineErrors({
  RC_TEST_BROKEN: { message: 'The {part} broke.', hint: 'Mend the {part}.' },
});
const plain = { json: false, colour: false, stack: false };

describe('describeFailure', () => {
  it('prints code, sentence and hint on standard error', () => {
    expect(describeFailure(testError('RC_TEST_BROKEN', { part: 'axle' }), plain)).toEqual({
      stdout: '',
      stderr: 'error RC_TEST_BROKEN: The axle broke.\n  hint: Mend the axle.\n',
    });
  });

  it('prints one object on standard output with json', () => {
    const { stdout, stderr } = describeFailure(testError('RC_TEST_BROKEN', { part: 'axle', block: 7n }), {
      ...plain,
      json: true,
    });
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'RC_TEST_BROKEN',
        message: 'The axle broke.',
        hint: 'Mend the axle.',
        details: { part: 'axle', block: '7' },
      },
    });
  });

  it.each([
    [new TypeError('x is no function')],
    ['a text'],
    [null],
    [undefined],
    [new Error('')],
    [{ a: 1 }],
  ])('calls %s unexpected', (thrown) => {
    expect(describeFailure(thrown, plain).stderr).toMatch(
      /^error RC_INTERNAL_UNEXPECTED: Something failed that should not: .+\.\n {2}hint: This is a defect/,
    );
  });

  it('prints the stacks of all causes when asked, without running in circles', () => {
    const root = new Error('root');
    const loop: Error & { cause?: unknown } = new Error('middle', { cause: root });
    root.cause = loop;
    const { stderr } = describeFailure(testError('RC_TEST_BROKEN', {}, loop), { ...plain, stack: true });
    expect(stderr.match(/caused by: /g)).toHaveLength(2);
    expect(stderr).toContain('describeFailure.test.ts');
    expect(describeFailure(root, plain).stderr).not.toContain('describeFailure.test.ts');
  });

  it('colours only the first words, and only when asked', () => {
    const { stderr } = describeFailure(testError('RC_TEST_BROKEN', { part: 'axle' }), {
      ...plain,
      colour: true,
    });
    expect(stderr).toContain('\u001b[31merror RC_TEST_BROKEN:\u001b[39m The axle broke.');
  });
});
