import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeExampleReport } from '../../../../tests/support/makeExampleReport.ts';
import { renderSimulationHtml } from './renderSimulationHtml.ts';
import { runningSeries } from './runningSeries.ts';

/** Elements that need no end. */
const empty = new Set(['meta']);

/** Every tag closed, in the right order: enough to know that a browser reads it as it was meant. */
function expectWellFormed(html: string): void {
  const open: string[] = [];
  const body = html.replace(/<!doctype html>/, '').replace(/<style>[\s\S]*?<\/style>/, '');
  for (const [, closing, name = '', rest = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)([^<>]*)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!rest.endsWith('/') && !empty.has(name)) open.push(name);
  }
  expect(open).toEqual([]);
  expect(body).not.toMatch(/NaN|undefined|Infinity/);
}

describe('renderSimulationHtml', () => {
  it('tells the whole run and asks nobody for anything', () => {
    const report = makeExampleReport();
    const [answer] = report.answers;
    if (!answer) throw new Error('no answers');
    const html = renderSimulationHtml(report, {
      faults: {
        plan: 'lossy',
        attribution: {
          tallies: [{ kind: 'reset-request', injected: 12, lost: 12 }],
          unexplained: [answer],
        },
      },
      run: [['pace', 'none']],
    });
    expectWellFormed(html);
    for (const text of [
      'rendered scenes: not a measure of skill',
      'Request timeout after 9.0 seconds',
      'reset-request',
      '1 challenges without an answer are explained by none',
      'validators of May 2026',
      '<dt>pace</dt><dd>none</dd>',
      'no positive label',
    ]) {
      expect(html).toContain(text);
    }
    expect(html.match(/<svg/g)).toHaveLength(4 + 1 + report.miners.length);
    expect(html).not.toMatch(/<script|<link|<img|url\(|@import|https?:/);
  });

  it('stands when nothing was asked or answered', () => {
    const report = makeExampleReport();
    expectWellFormed(renderSimulationHtml({ ...report, miners: [], answers: [], challenges: 0, note: null }));
    const silent = report.answers.map((answer) => ({ ...answer, prediction: null, reward: 0, score: 0 }));
    expectWellFormed(renderSimulationHtml({ ...report, answers: silent, interrupted: true }));
  });

  it('writes hostile text as text', () => {
    const report = makeExampleReport(4);
    const shape = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/, '').match(/<\/?[a-z0-9]+/g);
    const render = (text: string) =>
      renderSimulationHtml({
        ...report,
        note: `n${text}`,
        miners: report.miners.map((miner) => ({
          ...miner,
          miner: `${miner.miner}${text}`,
          failures: { [`f${text}`]: 1 },
        })),
        answers: report.answers.map((answer) => ({
          ...answer,
          ...{ miner: `${answer.miner}${text}`, image: `i${text}`, failure: text, prediction: 0.9 },
        })),
      });
    const plain = shape(render(''));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(shape(render(`"'><script>alert(1)</script>${text}`))).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });
});

it('follows the windows of the validator, and thins what no chart could show', () => {
  const { answers } = makeExampleReport(3_000);
  const ours = answers.filter(({ miner }) => miner === 'ours');
  const { mcc, accuracy, score } = runningSeries(ours);
  expect(accuracy.length).toBeLessThanOrEqual(401);
  expect(accuracy.at(-1)?.[0]).toBe(ours.filter(({ kind }) => kind === 'scored').length);
  const last = ours.filter(({ kind, prediction }) => kind === 'scored' && prediction !== null).slice(-100);
  const right = last.filter(({ prediction, label }) => (prediction ?? 0) > 0.5 === (label === 1)).length;
  expect(accuracy.at(-1)?.[1]).toBeCloseTo(right / 100, 12);
  for (const [, value] of mcc) expect(Math.abs(value)).toBeLessThanOrEqual(1);
  for (const [, value] of score) expect(value).toBeGreaterThanOrEqual(0);
});
