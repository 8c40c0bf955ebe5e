import { expect, it } from 'vitest';
import { createProblemTeller } from './createProblemTeller.ts';
import type { RecorderHealth } from './Recorder.ts';
import type { RecordsProblem } from './RecordsProblem.ts';

const health = (changes: Partial<RecorderHealth>): RecorderHealth => ({
  ...{ state: 'ok', offered: 9, written: 5, waiting: 0, spilled: 0, lost: 0, imagesLost: 0, problem: null },
  ...changes,
});

it('tells of a problem when it begins, when it becomes worse and when it is over', () => {
  const told: RecordsProblem[] = [];
  const tell = createProblemTeller(
    (problem) => told.push(problem),
    () => 7,
  );
  const say = (changes: Partial<RecorderHealth>, diskFull = false, lowBytes: number | null = null) => {
    tell({ health: health(changes), diskFull, lowBytes });
    return told.splice(0).map(({ kind, severity, state, text, at }) => {
      expect(at).toBe(7);
      return `${kind} ${severity} ${state}: ${text}`;
    });
  };
  expect(say({})).toEqual([]);
  expect(say({ state: 'spilling', spilled: 4, problem: 'It does not answer' })).toEqual([
    'records warning open: It does not answer. They wait in the spill file (4) and follow when it is back. Answers are not affected.',
  ]);
  expect(say({ state: 'spilling', spilled: 9, problem: 'Something else' })).toEqual([]);
  expect(say({ state: 'losing', lost: 3, problem: 'No space.' }, true)).toEqual([
    'records critical open: No space. Lost so far: 3. Answers are not affected.',
    'disk critical open: No space. Free some space, or lower records.keepDays, records.images.keepDays or records.images.maxGb.',
  ]);
  // Better, but not good.
  expect(say({ state: 'spilling' }, true)).toEqual([]);
  expect(say({ lost: 3 })).toEqual([
    'records critical over: Lost since the start: 3.',
    'disk critical over: ',
  ]);
  expect(say({}, false, 99 * 1_048_576)).toEqual([
    expect.stringMatching(/^disk warning open: 99 MiB are left/),
  ]);
  expect(say({})).toEqual(['disk warning over: ']);
  expect(say({})).toEqual([]);
});
