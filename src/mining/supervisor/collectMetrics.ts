import type { Clock } from '../../support/clock/Clock.ts';
import { mergeMetrics, type ProcessMetrics } from './mergeMetrics.ts';

/** Where the metrics of one process come from. */
export interface MetricsSource {
  readonly process: string;
  readonly metrics: () => Promise<string>;
}

/**
 * The metrics of all processes as one page.
 * @param options.limitMs time for each; who takes longer is left out
 * @param options.unanswered told of each that was left out
 */
export async function collectMetrics(
  sources: readonly MetricsSource[],
  options: {
    readonly clock: Clock;
    readonly limitMs: number;
    readonly unanswered: (process: string) => void;
  },
): Promise<string> {
  const over = new AbortController();
  const limit = options.clock.sleep(options.limitMs, over.signal).then(
    () => null,
    () => null,
  );
  const ask = async ({ process, metrics }: MetricsSource): Promise<ProcessMetrics[]> => {
    const text = await Promise.race([metrics().catch(() => null), limit]);
    if (text !== null) return [{ process, text }];
    options.unanswered(process);
    return [];
  };
  try {
    return mergeMetrics((await Promise.all(sources.map(ask))).flat());
  } finally {
    over.abort();
  }
}
