import { z } from 'zod';
import type { Random } from '../../support/random/Random.ts';

/** Smallest and largest value, in this order. */
export type Range = readonly [number, number];

/** A range inside bounds. */
export const rangeSchema = (minimum: number, maximum: number) => {
  const bound = z.number().min(minimum).max(maximum);
  return z
    .tuple([bound, bound])
    .refine(([low, high]) => low <= high, 'the first number is the smaller one')
    .readonly();
};

/** Uniform in a range. */
export const drawFrom = ([low, high]: Range, random: Random): number => low + (high - low) * random.float();

/** A seed for what an operation draws by the pixel. */
export const seedSchema = z.int().min(0).max(0xffff_ffff);
