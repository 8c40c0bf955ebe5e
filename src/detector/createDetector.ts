import type { Deadline } from '../contracts/Deadline.ts';
import type { Decision } from '../contracts/Decision.ts';
import type { DetectionPolicy } from '../contracts/DetectionPolicy.ts';
import type { Stage } from '../contracts/Stage.ts';
import type { StageResult } from '../contracts/StageResult.ts';
import type { Clock } from '../support/clock/Clock.ts';
import { runStage } from './runStage.ts';
import { priorProbability, settleProbability } from './settleProbability.ts';

export interface Detector {
  /**
   * Decides about one image. There is always a decision, also about an image that is none and after the deadline: it
   * is then a guess (`basis: 'prior'`), because subnet and users alike prefer a guess that says so to no answer.
   * @param image the encoded image (JPEG, PNG or WebP) as it came from a stranger
   * @param signal gives up the work
   * @throws never
   */
  detect(image: Uint8Array, deadline: Deadline, signal?: AbortSignal): Promise<Decision>;
}

export interface DetectorOptions {
  /** Each id once. */
  readonly stages: readonly Stage[];
  readonly policy: DetectionPolicy;
  readonly clock: Clock;
}

const isProbability = (value: number | null): value is number => value !== null && value >= 0 && value <= 1;

/** Walks the stages as the policy says until it answers, the time is over, or the caller gives up. */
export function createDetector({ stages, policy, clock }: DetectorOptions): Detector {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  if (byId.size < stages.length) throw new Error('a detector takes each stage once');

  /** A policy that throws has no more to say. */
  const ask = <T>(question: () => T): T | null => {
    try {
      return question();
    } catch {
      return null;
    }
  };

  return {
    async detect(image, deadline, signal) {
      const startNs = clock.monotonicNs();
      const results: StageResult[] = [];
      const left = new Map(byId);
      for (;;) {
        const id = ask(() => policy.next(results));
        const stage = id === null ? undefined : left.get(id);
        if (stage === undefined) break;
        left.delete(stage.id);
        const result = await runStage(stage, image, deadline, { clock, signal });
        results.push(result);
        if (signal?.aborted || clock.monotonicNs() >= deadline.atNs) break;
      }
      const evidence = results.flatMap((result) =>
        result.outcome === 'evidence' ? [result.evidence.probability] : [],
      );
      const combined = ask(() => policy.combine(results));
      const latest = evidence.at(-1);
      const probability = isProbability(combined) && latest !== undefined ? combined : latest;
      return {
        probability: probability === undefined ? priorProbability : settleProbability(probability, evidence),
        basis: probability === undefined ? 'prior' : 'evidence',
        stages: results,
        wallMs: Number(clock.monotonicNs() - startNs) / 1e6,
      };
    },
  };
}
