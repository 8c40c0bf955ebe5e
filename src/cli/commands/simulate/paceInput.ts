import { z } from 'zod';
import type { Pace } from '../../../mining/simulator/SimulationOptions.ts';

/** `none`, `fixed:60` or `poisson:10`. */
export const paceInput = z.string().transform((text, issues): Pace => {
  const [, kind, digits] = /^(none|fixed|poisson)(?::(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  const value = Number(digits);
  if (kind === 'none' && digits === undefined) return { kind };
  if (kind === 'fixed' && value <= 86_400) return { kind, seconds: value };
  if (kind === 'poisson' && value > 0 && value <= 60_000) return { kind, perMinute: value };
  issues.addIssue('--pace is none, fixed:<seconds> or poisson:<challenges per minute>');
  return z.NEVER;
});
