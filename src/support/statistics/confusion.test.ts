import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracy } from './accuracy.ts';
import { countConfusion } from './countConfusion.ts';
import { f1Score } from './f1Score.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';
import { specificity } from './specificity.ts';

const bit = fc.constantFrom(0, 1);
const items = fc.array(fc.tuple(bit, bit), { minLength: 1, maxLength: 60 });
const split = (pairs: [number, number][]) =>
  [pairs.map(([label]) => label), pairs.map(([, answer]) => answer)] as const;

describe('confusion metrics', () => {
  it('count what a plain filter counts', () => {
    fc.assert(
      fc.property(items, (pairs) => {
        const count = (label: number, answer: number) =>
          pairs.filter((pair) => pair[0] === label && pair[1] === answer).length;
        expect(countConfusion(...split(pairs))).toEqual({
          truePositives: count(1, 1),
          falsePositives: count(0, 1),
          trueNegatives: count(0, 0),
          falseNegatives: count(1, 0),
        });
      }),
    );
  });

  it('equal their definitions as conditional shares, and are null exactly where the condition never holds', () => {
    fc.assert(
      fc.property(items, (pairs) => {
        const counts = countConfusion(...split(pairs));
        const share = (of: [number, number][], holds: (pair: [number, number]) => boolean) =>
          of.length === 0 ? null : of.filter(holds).length / of.length;
        const positives = pairs.filter(([label]) => label === 1);
        const right = ([label, answer]: [number, number]) => label === answer;
        expect(accuracy(counts)).toBe(share(pairs, right));
        expect(recall(counts).value).toBe(share(positives, right));
        expect(specificity(counts).value).toBe(
          share(
            pairs.filter(([label]) => label === 0),
            right,
          ),
        );
        const answered = share(
          pairs.filter(([, answer]) => answer === 1),
          right,
        );
        expect(precision(counts).value).toBe(positives.length === 0 ? null : answered);
        const p = precision(counts).value;
        const r = recall(counts).value;
        if (p !== null && r !== null && p + r > 0) {
          expect(f1Score(counts).value).toBeCloseTo((2 * p * r) / (p + r), 14);
        } else {
          expect(f1Score(counts).value).toBe(positives.length === 0 ? null : 0);
        }
      }),
    );
  });

  it('say why a value is missing', () => {
    const noPositive = countConfusion([0, 0], [0, 1]);
    const reason = 'no positive label in the group';
    expect(precision(noPositive)).toEqual({ value: null, reason });
    expect(recall(noPositive)).toEqual({ value: null, reason });
    expect(f1Score(noPositive)).toEqual({ value: null, reason });
    const noNegative = countConfusion([1, 1], [0, 0]);
    expect(specificity(noNegative)).toEqual({ value: null, reason: 'no negative label in the group' });
    expect(precision(noNegative)).toEqual({ value: null, reason: 'no positive answer in the group' });
  });
});
