import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blockiness } from '../../src/imaging/quality/blockiness.ts';
import { cannyEdges } from '../../src/imaging/quality/cannyEdges.ts';
import { estimateJpegQuality } from '../../src/imaging/quality/estimateJpegQuality.ts';
import { laplacianVariance } from '../../src/imaging/quality/laplacianVariance.ts';
import { noiseDeviation } from '../../src/imaging/quality/noiseDeviation.ts';
import { toLuma } from '../../src/imaging/quality/toLuma.ts';
import { drawTestImage } from '../support/drawTestImage.ts';
import { runPython } from './runPython.ts';

const python = process.env.ROADCREW_PYTHON_ML;
if (!python) console.warn('skipped: set ROADCREW_PYTHON_ML to a Python that has numpy and pillow');

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const Answer = z.array(
  z.object({
    luma: bytes,
    laplacian: z.number(),
    edges: bytes,
    noise: z.number(),
    blockiness: z.number(),
    jpegs: z.array(z.object({ file: bytes, table: z.array(z.int()) })),
  }),
);
const every = Array.from({ length: 100 }, (_, index) => index + 1);
const images = [
  [224, 224],
  [320, 180],
  [61, 97],
  [16, 9],
].map(([width = 1, height = 1], index) => drawTestImage(width, height, `quality ${index}`));

describe.skipIf(!python)('quality signals against NumPy and Pillow', () => {
  it('are the same', async () => {
    const request = images.map(({ width, height, data }, index) => ({
      width,
      height,
      data: Buffer.from(data).toString('base64'),
      qualities: index === 3 ? every : [],
    }));
    const answers = Answer.parse(await runPython(python ?? '', 'quality_reference.py', request));
    for (const [index, answer] of answers.entries()) {
      const { width, height } = images[index] ?? expect.unreachable('too many answers');
      const luma = toLuma(images[index] ?? expect.unreachable('too many answers'));
      expect(Buffer.from(luma).equals(answer.luma)).toBe(true);
      expect(Buffer.from(cannyEdges(luma, width, height, 50, 150)).equals(answer.edges)).toBe(true);
      expect(laplacianVariance(luma, width, height)).toBeCloseTo(answer.laplacian, 6);
      expect(noiseDeviation(luma, width, height)).toBeCloseTo(answer.noise, 9);
      expect(blockiness(luma, width, height)).toBeCloseTo(answer.blockiness, 9);
    }
    const [large, , , small] = answers;
    const share = (large?.edges.reduce((sum, edge) => sum + edge, 0) ?? 0) / 224 ** 2;
    expect(share).toBeGreaterThan(0.01);
    expect(small?.jpegs.map(({ file }) => estimateJpegQuality(file))).toEqual(every);
  });
});
