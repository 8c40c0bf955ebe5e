import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseRegularizedIncompleteBeta } from './inverseRegularizedIncompleteBeta.ts';
import { logGamma } from './logGamma.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './normalQuantile.ts';
import { regularizedIncompleteBeta } from './regularizedIncompleteBeta.ts';

const relative = (got: number, wanted: number) => Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-300);
// Away from the ends, where 1 - x would round x away.
const unit = fc.double({ min: 1e-3, max: 1 - 1e-3, noNaN: true });
const shape = fc.double({ min: 0.05, max: 300, noNaN: true });

describe('logGamma', () => {
  it('is the logarithm of the factorial at integers and of the root of pi at a half', () => {
    let factorial = 0;
    for (let n = 1; n <= 170; n += 1) {
      expect(Math.abs(logGamma(n) - factorial)).toBeLessThan(1e-13 * Math.max(1, factorial));
      factorial += Math.log(n);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
  });

  it('fulfils the recurrence and the reflection formula', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (x) => {
        expect(logGamma(x + 1)).toBeCloseTo(logGamma(x) + Math.log(x), 12);
        expect(logGamma(x) + logGamma(1 - x)).toBeCloseTo(Math.log(Math.PI / Math.sin(Math.PI * x)), 9);
      }),
    );
    expect(() => logGamma(0)).toThrow(/x is 0/);
  });
});

describe('regularizedIncompleteBeta', () => {
  it('is the binomial tail', () => {
    for (const n of [1, 2, 7, 30]) {
      for (const p of [0.001, 0.2, 0.5, 0.93]) {
        const mass = Array.from({ length: n + 1 }, (_, k) => {
          let product = p ** k * (1 - p) ** (n - k);
          for (let i = 1; i <= k; i += 1) product *= (n - k + i) / i;
          return product;
        });
        for (let k = 1; k <= n; k += 1) {
          const tail = mass.slice(k).reduceRight((sum, value) => sum + value, 0);
          expect(relative(regularizedIncompleteBeta(p, k, n - k + 1), tail)).toBeLessThan(1e-11);
        }
      }
    }
  });

  it('has its closed forms, its symmetry and its recurrence', () => {
    fc.assert(
      fc.property(unit, shape, shape, (x, a, b) => {
        expect(relative(regularizedIncompleteBeta(x, a, 1), x ** a)).toBeLessThan(1e-10);
        const value = regularizedIncompleteBeta(x, a, b);
        expect(value + regularizedIncompleteBeta(1 - x, b, a)).toBeCloseTo(1, 10);
        // DLMF 8.17.20
        const step = Math.exp(
          a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a + 1) - logGamma(b),
        );
        expect(regularizedIncompleteBeta(x, a + 1, b) + step).toBeCloseTo(value, 10);
      }),
    );
  });

  it('converges for large shapes', () => {
    expect(regularizedIncompleteBeta(0.5, 1e6, 1e6)).toBeCloseTo(0.5, 8);
    expect(regularizedIncompleteBeta(0.5, 1e8, 1e8)).toBeCloseTo(0.5, 6);
  });
});

describe('inverseRegularizedIncompleteBeta', () => {
  it('undoes the function', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), shape, shape, (p, a, b) => {
        const x = inverseRegularizedIncompleteBeta(p, a, b);
        // Near an end x itself has too few neighbours to hit p closely: accept p between those of the next doubles.
        const around = [x * (1 - 1e-14), Math.min(1, x * (1 + 1e-14))].map((y) =>
          regularizedIncompleteBeta(y, a, b),
        );
        const [low = 0, high = 1] = around;
        expect(low).toBeLessThanOrEqual(p + 1e-9);
        expect(high).toBeGreaterThanOrEqual(p - 1e-9);
      }),
      { numRuns: 60 },
    );
    expect(inverseRegularizedIncompleteBeta(0, 2, 3)).toBe(0);
    expect(inverseRegularizedIncompleteBeta(1, 2, 3)).toBe(1);
    expect(inverseRegularizedIncompleteBeta(0.5, 3, 3)).toBeCloseTo(0.5, 14);
    expect(() => inverseRegularizedIncompleteBeta(0.5, 0, 1)).toThrow(/a is 0/);
  });
});

describe('normalCdf and normalQuantile', () => {
  it('have their published values', () => {
    // Abramowitz & Stegun, table 26.1.
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
    expect(normalCdf(2)).toBeCloseTo(0.977249868051821, 14);
    expect(relative(normalCdf(-5), 2.866515718791939e-7)).toBeLessThan(1e-12);
    expect(relative(normalCdf(-10), 7.61985302416052e-24)).toBeLessThan(1e-12);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
  });

  it('undo each other and are symmetric', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
      }),
    );
    expect(() => normalQuantile(0)).toThrow(/probability is 0/);
    expect(() => normalCdf(Number.NaN)).toThrow(/x is NaN/);
  });
});
