import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseImages } from './chooseImages.ts';

const image = fc.record({
  hash: fc.stringMatching(/^[0-9a-f]{8}$/),
  bytes: fc.nat(1_000),
  keptAt: fc.nat(1_000),
});

it('takes what is too old, and the oldest until the others fit, and nothing else', () => {
  const policy = fc.record({
    keepMs: fc.option(fc.nat(1_000), { nil: null }),
    maxBytes: fc.nat(5_000),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(image, { selector: ({ hash }) => hash }),
      policy,
      (images, { keepMs, maxBytes }) => {
        const now = 1_000;
        const gone = new Set(chooseImages(images, { keepMs, maxBytes }, now));
        const kept = images.filter((one) => !gone.has(one));
        const sum = (list: readonly { bytes: number }[]) =>
          list.reduce((total, { bytes }) => total + bytes, 0);
        expect(sum(kept)).toBeLessThanOrEqual(maxBytes);
        for (const one of kept) {
          if (keepMs !== null) expect(now - one.keptAt).toBeLessThanOrEqual(keepMs);
          for (const other of gone) expect(other.keptAt).toBeLessThanOrEqual(one.keptAt);
        }
        // None went without need: with the youngest of them back, a rule would be broken.
        const youngest = [...gone].at(-1);
        if (youngest !== undefined) {
          const tooOld = keepMs !== null && now - youngest.keptAt > keepMs;
          expect(tooOld || sum(kept) + youngest.bytes > maxBytes).toBe(true);
        }
      },
    ),
  );
});
