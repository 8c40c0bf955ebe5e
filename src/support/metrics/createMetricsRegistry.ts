import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a room declares of a metric. Names follow Prometheus: base units, `_total` for counters. */
export interface MetricDefinition<Label extends string = never> {
  /** Without the prefix: `axon_requests_total`. */
  readonly name: string;
  readonly help: string;
  /** Keep the number of their combinations small: never an address, a nonce or an unverified hotkey. */
  readonly labels?: readonly Label[];
}

export interface HistogramDefinition<Label extends string = never> extends MetricDefinition<Label> {
  /** Upper bounds, ascending, in the metric's unit. */
  readonly buckets: readonly number[];
}

/** Collects the metrics that rooms declare and prints them for Prometheus. */
export interface MetricsRegistry {
  readonly counter: <Label extends string = never>(definition: MetricDefinition<Label>) => Counter<Label>;
  readonly gauge: <Label extends string = never>(
    definition: MetricDefinition<Label>,
    /** Reads the value when Prometheus asks, for what is cheaper read than kept. */
    read?: () => number,
  ) => Gauge<Label>;
  readonly histogram: <Label extends string = never>(
    definition: HistogramDefinition<Label>,
  ) => Histogram<Label>;
  /** The text exposition format. */
  render(): Promise<string>;
  /** The `Content-Type` of what `render` gives. */
  readonly contentType: string;
}

// Sums of others, and gauges although they end in _total, which `promtool check metrics` refuses.
const misnamed = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

const metricName = /^[a-z][a-z0-9_]*$/;

/**
 * Makes a registry of its own (nothing is global, so that two miners in one test do not share counters).
 * @param prefix put before every name
 * @param processMetrics also collect Node's own: memory, event loop lag, garbage collection
 * @throws Error (from `counter`, `gauge`, `histogram`) for a name declared twice or not in snake case
 */
export function createMetricsRegistry({
  prefix = 'roadcrew_',
  processMetrics = false,
}: {
  prefix?: string;
  processMetrics?: boolean;
} = {}): MetricsRegistry {
  const registry = new Registry();
  if (processMetrics) {
    collectDefaultMetrics({ register: registry, prefix });
    for (const name of misnamed) registry.removeSingleMetric(`${prefix}${name}`);
  }

  const common = <Label extends string>({ name, help, labels = [] }: MetricDefinition<Label>) => {
    if (!metricName.test(name)) throw new Error(`metric ${name}: names are lower-case words joined by _`);
    return { name: `${prefix}${name}`, help, labelNames: labels, registers: [registry] };
  };
  return {
    counter: (definition) => {
      if (!definition.name.endsWith('_total'))
        throw new Error(`counter ${definition.name} must end in _total`);
      return new Counter(common(definition));
    },
    gauge: (definition, read) =>
      new Gauge({
        ...common(definition),
        ...(read && {
          collect() {
            this.set(read());
          },
        }),
      }),
    histogram: (definition) => new Histogram({ ...common(definition), buckets: [...definition.buckets] }),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
