import { createAxonMetrics } from '../../src/bittensor/axon/createAxonMetrics.ts';
import { createAlertBook } from '../../src/mining/alerts/createAlertBook.ts';
import { createNotifierMetrics } from '../../src/mining/alerts/createNotifierMetrics.ts';
import { createRateLimitMetrics } from '../../src/mining/limits/createRateLimitMetrics.ts';
import { createMinerMetrics } from '../../src/mining/miner/createMinerMetrics.ts';
import { createRestMetrics } from '../../src/mining/rest/createRestMetrics.ts';
import { createSupervisorMetrics } from '../../src/mining/supervisor/createSupervisorMetrics.ts';
import { createInferenceMetrics } from '../../src/models/workers/createInferenceMetrics.ts';
import { createRecordsMetrics } from '../../src/records/createRecordsMetrics.ts';
import { silentLogger } from '../../src/support/logging/Logger.ts';
import {
  createMetricsRegistry,
  type MetricsRegistry,
} from '../../src/support/metrics/createMetricsRegistry.ts';

export interface ListedMetric {
  /** With the prefix. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
}

const unused = (): never => {
  throw new Error('a metric was read while it was only declared');
};

/** What each part of a miner declares, told by a registry that listens. */
const declare: Readonly<Record<string, (metrics: MetricsRegistry) => void>> = {
  Challenges: (metrics) => void createMinerMetrics(metrics),
  'The port that validators call': (metrics) => void createAxonMetrics(metrics),
  'REST API': (metrics) => void createRestMetrics(metrics),
  'Rate limits': (metrics) => void createRateLimitMetrics(metrics),
  Inference: (metrics) => void createInferenceMetrics(metrics),
  Records: (metrics) => void createRecordsMetrics(metrics, unused),
  Alerts(metrics) {
    createAlertBook({ clock: { now: unused }, notifier: { notify: unused }, logger: silentLogger, metrics });
    createNotifierMetrics(metrics);
  },
  Processes: (metrics) =>
    void createSupervisorMetrics(
      { up: unused, residentBytes: unused, custody: unused, crashLooping: unused },
      metrics,
    ),
};

const listen = (tell: (metric: ListedMetric) => void): MetricsRegistry => {
  const registry = createMetricsRegistry();
  const told =
    <Type extends ListedMetric['type']>(type: Type) =>
    (definition: { name: string; help: string; labels?: readonly string[] }, read?: () => number) => {
      const { name, help, labels = [] } = definition;
      tell({ name: `roadcrew_${name}`, type, labels, help });
      return registry[type](definition as never, read);
    };
  return {
    ...registry,
    counter: told('counter') as MetricsRegistry['counter'],
    gauge: told('gauge') as MetricsRegistry['gauge'],
    histogram: told('histogram') as MetricsRegistry['histogram'],
  };
};

/** Labels of Node's own metrics. They cannot be read off samples: some have none until garbage was collected. */
const processLabels: readonly (readonly [RegExp, readonly string[]])[] = [
  [/_nodejs_active_/, ['type']],
  [/_nodejs_heap_space_/, ['space']],
  [/_nodejs_gc_duration_/, ['kind']],
  [/_nodejs_version_info$/, ['version', 'major', 'minor', 'patch']],
];

/** Node's own metrics, as the miner and the supervisor show them. */
async function listProcessMetrics(): Promise<ListedMetric[]> {
  const text = await createMetricsRegistry({ processMetrics: true }).render();
  const explained = text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\w+)$/gm);
  return [...explained].map(([, name = '', help = '', type]) => {
    const labels = processLabels.find(([pattern]) => pattern.test(name))?.[1] ?? [];
    return { name, help, type: type as ListedMetric['type'], labels };
  });
}

/** Every metric that a miner has, by the part that declares it. */
export async function listMetrics(): Promise<ReadonlyMap<string, readonly ListedMetric[]>> {
  const parts = new Map<string, ListedMetric[]>();
  for (const [title, create] of Object.entries(declare)) {
    const metrics: ListedMetric[] = [];
    create(listen((metric) => metrics.push(metric)));
    parts.set(title, metrics);
  }
  parts.set('Node.js, of the miner and of the supervisor', await listProcessMetrics());
  return parts;
}
