import { describe, expect, it } from 'vitest';
import { createMetricsRegistry } from './createMetricsRegistry.ts';

describe('createMetricsRegistry', () => {
  it('prints what rooms declared and counted', async () => {
    const metrics = createMetricsRegistry();
    const requests = metrics.counter({ name: 'axon_requests_total', help: 'Requests', labels: ['outcome'] });
    requests.inc({ outcome: 'served' }, 3);
    metrics.gauge({ name: 'axon_open', help: 'Open connections' }, () => 7);
    metrics.histogram({ name: 'axon_seconds', help: 'Time', buckets: [0.1, 1] }).observe(0.5);

    const text = await metrics.render();
    expect(metrics.contentType).toContain('text/plain');
    for (const line of [
      '# TYPE roadcrew_axon_requests_total counter',
      'roadcrew_axon_requests_total{outcome="served"} 3',
      'roadcrew_axon_open 7',
      'roadcrew_axon_seconds_bucket{le="0.1"} 0',
      'roadcrew_axon_seconds_bucket{le="1"} 1',
      'roadcrew_axon_seconds_sum 0.5',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('shares nothing between registries, and collects process metrics only when asked', async () => {
    const first = createMetricsRegistry({ processMetrics: true });
    const second = createMetricsRegistry({ prefix: 'other_' });
    first.counter({ name: 'a_total', help: 'a' }).inc();
    second.counter({ name: 'a_total', help: 'a' });
    expect(await first.render()).toContain('roadcrew_process_resident_memory_bytes');
    expect(await first.render()).not.toMatch(/^# TYPE \S+_total gauge$/m);
    expect(await second.render()).toContain('other_a_total 0');
    expect(await second.render()).not.toContain('process_');
  });

  it('refuses names that Prometheus users would stumble over', () => {
    const metrics = createMetricsRegistry();
    metrics.gauge({ name: 'twice', help: 'x' });
    expect(() => metrics.gauge({ name: 'twice', help: 'x' })).toThrow('twice');
    expect(() => metrics.gauge({ name: 'camelCase', help: 'x' })).toThrow('camelCase');
    expect(() => metrics.counter({ name: 'requests', help: 'x' })).toThrow('_total');
  });
});
