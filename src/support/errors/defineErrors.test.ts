import { describe, expect, it } from 'vitest';
import { defineErrors } from './defineErrors.ts';
import { RoadcrewError } from './RoadcrewError.ts';

const roomError = defineErrors({
  RC_TEST_BROKEN: { message: 'The {part} of {owner} broke.', hint: 'Mend the {part}; {constructor} stays.' },
});

describe('defineErrors', () => {
  it('fills details into message and hint, and leaves what it has no detail for', () => {
    const cause = new Error('rust');
    const error = roomError('RC_TEST_BROKEN', { part: '$& axle' }, cause);
    expect(error).toBeInstanceOf(RoadcrewError);
    expect(error).toMatchObject({
      name: 'RoadcrewError',
      code: 'RC_TEST_BROKEN',
      message: 'The $& axle of {owner} broke.',
      hint: 'Mend the $& axle; {constructor} stays.',
      details: { part: '$& axle' },
      cause,
    });
    expect('cause' in roomError('RC_TEST_BROKEN')).toBe(false);
  });

  it('keeps the definitions for the page of errors', () => {
    expect(Object.keys(roomError.definitions)).toEqual(['RC_TEST_BROKEN']);
  });
});

describe('RoadcrewError', () => {
  it('walks down its causes', () => {
    const root = new TypeError('root');
    const middle = new Error('middle', { cause: root });
    const error = roomError('RC_TEST_BROKEN', {}, middle);
    expect(error.walk()).toBe(root);
    expect(error.walk((candidate) => candidate instanceof TypeError)).toBe(root);
    expect(error.walk((candidate) => candidate instanceof RoadcrewError)).toBe(error);
    expect(error.walk((candidate) => candidate instanceof RangeError)).toBeNull();
    expect(roomError('RC_TEST_BROKEN', {}, 'a text').walk()).toBe('a text');
    expect(roomError('RC_TEST_BROKEN').walk()).toMatchObject({ code: 'RC_TEST_BROKEN' });
  });

  it('does not walk in circles', () => {
    const cause = new Error('loop');
    const error = roomError('RC_TEST_BROKEN', {}, cause);
    cause.cause = error;
    expect(error.walk(() => false)).toBeNull();
    expect(error.walk()).toBe(error);
  });

  it('prints as JSON without its stack', () => {
    expect(JSON.parse(JSON.stringify(roomError('RC_TEST_BROKEN', { part: 'axle', owner: 'Ada' })))).toEqual({
      code: 'RC_TEST_BROKEN',
      message: 'The axle of Ada broke.',
      hint: 'Mend the axle; {constructor} stays.',
      details: { part: 'axle', owner: 'Ada' },
    });
  });
});
