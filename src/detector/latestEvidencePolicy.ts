import type { DetectionPolicy } from '../contracts/DetectionPolicy.ts';
import type { StageId } from '../contracts/StageResult.ts';

/**
 * Asks the stages in their order until one has evidence; that is the answer. With one stage: that stage decides.
 * @param order each stage once
 */
export function latestEvidencePolicy(order: readonly StageId[]): DetectionPolicy {
  return {
    next(results) {
      if (results.some(({ outcome }) => outcome === 'evidence')) return null;
      return order.find((id) => results.every(({ stage }) => stage !== id)) ?? null;
    },
    combine(results) {
      const latest = results.findLast((result) => result.outcome === 'evidence');
      return latest?.evidence.probability ?? null;
    },
  };
}
