import { describe, expect, it } from 'vitest';
import { makeExampleReport } from '../../../../tests/support/makeExampleReport.ts';
import { summaryText } from './summaryText.ts';

const report = makeExampleReport();
const lost = report.answers.filter(({ failure }) => failure !== null);
const advice = 'The miner is too slow, or its answer does not find its way back.';

describe('summaryText', () => {
  it('says what was lost, and what to look at', () => {
    const text = summaryText(report, null);
    expect(text).toContain(`official Python: ${lost.length} lost, Request timeout after 9.0 seconds`);
    expect(text).toContain(advice);
  });

  it('gives no advice about what the faults were to bring about', () => {
    const tallies = [{ kind: 'stall', injected: 9, lost: lost.length }] as const;
    const text = summaryText(report, { tallies, unexplained: [] });
    expect(text).not.toContain(advice);
    expect(text).toContain('Every challenge without an answer is explained by an injected fault.');
  });

  it('counts one as one, and claims nothing of faults that cost nothing', () => {
    const tallies = [{ kind: 'stall', injected: 2, lost: 1 }] as const;
    expect(summaryText(report, { tallies, unexplained: lost.slice(0, 1) })).toContain(
      '2 × stall injected; 1 challenge lost to it\n1 challenge without an answer is explained by no injected fault.',
    );
    expect(summaryText(report, { tallies: [], unexplained: [] })).toContain('Every challenge was answered.');
  });
});
