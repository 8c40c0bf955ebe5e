import type { Random } from '../../support/random/Random.ts';

/** One of the choices, each as likely. */
export const pick = <T>(random: Random, choices: readonly T[]): T =>
  choices[random.int(0, choices.length - 1)] as T;

/** Uniform between two bounds. */
export const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random.float();

/** True with a probability. */
export const chance = (random: Random, probability: number): boolean => random.float() < probability;
