import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import { drawReliability } from './drawReliability.ts';
import { drawRoc } from './drawRoc.ts';
import type { Prediction } from './Prediction.ts';
import { summarizeEvaluation } from './summarizeEvaluation.ts';
import { svgChart } from './svgChart.ts';

const random = createRandom('charts');
const predictions = Array.from({ length: 60 }, (_, index): Prediction => {
  const probability = random.float();
  const label = random.float() < probability ? 1 : 0;
  return { file: `${index}.jpg`, label, group: null, probability, unanswered: null };
});
const summary = summarizeEvaluation(predictions, createRandom(1));

/** Every tag closed, in the right order; attributes quoted. Enough to know that a browser draws it. */
const expectWellFormed = (svg: string) => {
  const open: string[] = [];
  for (const [, closing, name, rest = ''] of svg.matchAll(/<(\/?)([a-z]+)([^<>]*)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else {
      expect(rest.replace(/\s[\w-]+(:\w+)?="[^"<&]*"/g, '').trim()).toMatch(/^\/?$/);
      if (!rest.endsWith('/')) open.push(name ?? '');
    }
  }
  expect(open).toEqual([]);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
};

describe('charts', () => {
  it('draws reliability and ROC as SVG with title and description', () => {
    if (!summary.calibration) throw new Error('no calibration');
    const reliability = drawReliability({ ...summary, calibration: summary.calibration });
    const roc = drawRoc(predictions, summary);
    for (const svg of [reliability, roc]) {
      expectWellFormed(svg);
      expect(svg).toMatch(/<title id="title">[^<]+<\/title>\n<desc id="description">[^<]+<\/desc>/);
    }
    expect(reliability.match(/<circle[^>]*><title>/g)).toHaveLength(summary.calibration.bins.length);
    expect(roc).toContain(`AUC ${summary.auc.value?.toFixed(3)}`);
  });

  it('writes hostile text as text', () => {
    const text = '</title><script>"&\'';
    const svg = svgChart({
      title: text,
      description: text,
      xLabel: text,
      yLabel: text,
      notes: [text],
      legend: [{ colour: '#000000', text }],
      marks: [{ kind: 'dot', at: [0, 1], radius: 1, colour: '#000000', note: text }],
    });
    expectWellFormed(svg);
    expect(svg).not.toContain('<script');
  });
});
