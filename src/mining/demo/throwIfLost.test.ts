import { describe, expect, it } from 'vitest';
import { throwIfLost } from './throwIfLost.ts';

const answered = { prediction: 0.2, failure: null };
const lost = { prediction: null, failure: 'planted' };

describe('throwIfLost', () => {
  it('forgives single losses, but not all, nor any while the clock is wrong', () => {
    expect(() => throwIfLost([answered, lost], null)).not.toThrow();
    expect(() => throwIfLost([answered], new Error('clock'))).not.toThrow();
    expect(() => throwIfLost([answered, lost], new Error('clock'))).toThrow('clock');
    expect(() => throwIfLost([lost, lost], null)).toThrow(
      expect.objectContaining({
        code: 'RC_DEMO_CHALLENGES_LOST',
        details: { lost: 2, sent: 2, reason: 'planted' },
      }),
    );
  });
});
