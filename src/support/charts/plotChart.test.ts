import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plotChart } from './plotChart.ts';

const axis = { label: 'latency', from: 1, to: 1_000, ticks: [{ at: 10, text: '10 ms' }] };
const draw = (text: string, logarithmic = false) =>
  plotChart({
    ...{ description: text, width: 346, height: 148 },
    x: { ...axis, label: text, logarithmic, ticks: [{ at: 10, text }] },
    y: { label: 'share', from: 0, to: 1, ticks: [{ at: 0.5, text: '½' }] },
    marks: [
      { kind: 'bar', left: 1, right: 10, from: 0, to: 0.5, colour: 'red', note: text },
      { kind: 'dot', at: [1_000, 1], radius: 3, colour: 'var(--a)', note: text },
    ],
  });

it('puts values where the axes say', () => {
  // The plot is 286 pixels wide, of which one decade of three takes a third.
  expect(draw('a', true)).toContain('<rect x="46" y="60" width="95.3" height="50"');
  expect(draw('a', false)).toContain('<rect x="46" y="60" width="2.6" height="50"');
  expect(draw('a')).toContain('<circle cx="332" cy="10"');
});

it('writes hostile text as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = draw('').replace(/"[^"]*"/g, '');
      const drawn = draw(`"><script>${text}`);
      expect(drawn).not.toContain('<script');
      expect(drawn.match(/<[a-z]/g)).toEqual(plain.match(/<[a-z]/g));
    }),
  );
});
