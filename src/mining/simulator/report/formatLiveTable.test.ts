import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimulatedAnswer } from '../SimulationReport.ts';
import { createStandings } from './createStandings.ts';
import { formatLiveTable } from './formatLiveTable.ts';

const answer: SimulatedAnswer = {
  ...{ challenge: 0, atS: 1.5, validator: '5Validator', miner: 'ours', kind: 'scored', label: 1 },
  ...{ source: 'rendered', image: 'scene-1', prediction: 0.93, latencyMs: 24.4, status: 200 },
  ...{ failure: null, reward: 0.125, score: 0.00625 },
};

describe('createStandings', () => {
  it('adds up what each miner answered, the best first', () => {
    const standings = createStandings();
    const record = (part: Partial<SimulatedAnswer>) => standings.record({ ...answer, ...part });
    record({ score: 0.2, reward: 0.5 });
    record({ score: 0.4, reward: 0, validator: '5Other', label: 0 });
    record({ score: 0.6, reward: 1, validator: '5Other', label: 0, prediction: 0.5, latencyMs: 50 });
    record({ score: 0.6, reward: 0, validator: '5Other', prediction: null, status: 408, latencyMs: 9000 });
    record({ kind: 'organic', label: null, score: 0.9, reward: 0.9 });
    record({ miner: 'theirs', prediction: 0.2, score: 0.5 });
    expect(standings.list()).toEqual([
      {
        ...{ miner: 'theirs', challenges: 1, answered: 1, accuracy: 0, mcc: null, reward: 0.125 },
        ...{ score: 0.5, rank: 1, p50Ms: 24.4, p99Ms: 24.4 },
      },
      {
        ...{ miner: 'ours', challenges: 5, answered: 4, accuracy: 2 / 3, reward: 0.375, rank: 2 },
        ...{ mcc: expect.closeTo(0.5, 12), score: expect.closeTo(0.4, 12), p50Ms: 24.4 },
        p99Ms: expect.closeTo(49.232, 9),
      },
    ]);
  });

  it('lets equal scores share a rank', () => {
    const standings = createStandings();
    for (const miner of ['a', 'b', 'c'])
      standings.record({ ...answer, miner, score: miner === 'c' ? 0.1 : 0.3 });
    expect(standings.list().map(({ rank }) => rank)).toEqual([1, 1, 3]);
  });
});

describe('formatLiveTable', () => {
  const standingsOf = (answers: readonly SimulatedAnswer[]) => {
    const standings = createStandings();
    for (const each of answers) standings.record(each);
    return standings.list();
  };

  it('shows the last answers and where the miner stands', () => {
    const answers = [answer, { ...answer, challenge: 1, label: 0 as const, latencyMs: 1203 }];
    expect(formatLiveTable({ answers, standings: standingsOf(answers) }, 120)).toBe(
      [
        'challenge  label        prediction  latency',
        '        1  roadwork           0.93    24 ms  right',
        '        2  no roadwork        0.93  1203 ms  wrong',
        '',
        'miner  answered  accuracy    MCC  reward  score     p50      p99  rank',
        'ours     2 of 2     0.500  0.000   0.125  0.006  614 ms  1191 ms     1',
      ].join('\n'),
    );
  });

  it('names the miners when there are several, and says why there is no answer', () => {
    const answers = [
      answer,
      { ...answer, miner: 'python', prediction: null, failure: 'Request timeout after 9.0 seconds' },
      { ...answer, challenge: 1, kind: 'organic' as const, label: null },
    ];
    const text = formatLiveTable({ answers, standings: standingsOf(answers) }, 120);
    expect(text).toContain('1  python  roadwork           –    24 ms  Request timeout after 9.0 seconds');
    expect(text).toContain('2  ours    unknown         0.93    24 ms  not scored');
  });

  it('never wraps and never lets a miner move the cursor', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 80 }), (text, width) => {
        const answers = [{ ...answer, miner: text, prediction: null, failure: `\u001b[2J${text}` }];
        const table = formatLiveTable({ answers, standings: standingsOf(answers) }, width);
        for (const line of table.split('\n')) {
          expect([...line].length).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});
