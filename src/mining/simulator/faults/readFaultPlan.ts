import { readFile } from 'node:fs/promises';
import { faultsError } from './errors.ts';
import { type FaultPlan, faultPlanSchema } from './faultPlanSchema.ts';
import { faultPlans } from './faultPlans.ts';

/**
 * A plan by its name, or from a JSON file.
 * @param plan a name, or a path that ends in `.json`
 * @throws RC_FAULTS_PLAN_INVALID
 */
export async function readFaultPlan(plan: string): Promise<FaultPlan> {
  const known = faultPlans.find(({ name }) => name === plan);
  if (known) return known;
  const names = faultPlans.map(({ name }) => name).join(', ');
  const refuse = (reason: string, cause?: unknown) =>
    faultsError('RC_FAULTS_PLAN_INVALID', { plan, reason, names }, cause);
  if (!plan.endsWith('.json')) throw refuse('there is no plan of this name');
  let value: unknown;
  try {
    value = JSON.parse(await readFile(plan, 'utf8'));
  } catch (error) {
    throw refuse((error as Error).message, error);
  }
  const parsed = faultPlanSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refuse(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'invalid'}`);
}
