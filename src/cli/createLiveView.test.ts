import { describe, expect, it } from 'vitest';
import type { SimulatedAnswer } from '../mining/simulator/SimulationReport.ts';
import { createManualClock } from '../support/clock/createManualClock.ts';
import { createLiveView } from './createLiveView.ts';

const answer: SimulatedAnswer = {
  ...{ challenge: 0, atS: 1, validator: '5Validator', miner: 'demo', kind: 'scored', label: 1 },
  ...{ source: 'rendered', image: 'scene', prediction: 0.93, latencyMs: 24.4, status: 200, failure: null },
  ...{ reward: 0.125, score: 0.0625 },
};

describe('createLiveView', () => {
  it('draws over what it drew before, ten times a second at most, and leaves the last', async () => {
    const clock = createManualClock();
    let written = '';
    const output = { columns: 60, write: (text: string) => (written += text) };
    const view = createLiveView(output, clock);
    view.show(answer);
    const lines = written.split('\n');
    expect(written).toContain('right');
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    written = '';
    view.show({ ...answer, challenge: 1, prediction: 0.1 });
    expect(written).toBe('');
    await clock.advance(100);
    view.show({ ...answer, challenge: 2 });
    expect(written.startsWith(`\u001b[${lines.length - 1}A\r\u001b[0J`)).toBe(true);
    expect(written).toContain('wrong');
    written = '';
    view.end();
    expect(written).toContain('3 of 3');
    written = '';
    createLiveView(output, clock).end();
    expect(written).toBe('');
  });
});
