import { describe, expect, it } from 'vitest';
import { createMetricsRegistry } from '../../support/metrics/createMetricsRegistry.ts';
import { mergeMetrics } from './mergeMetrics.ts';

describe('mergeMetrics', () => {
  it('explains each family once and tells the processes apart', async () => {
    const render = (count: number): Promise<string> => {
      const registry = createMetricsRegistry();
      registry.counter({ name: 'a_total', help: 'A.' }).inc(count);
      registry.gauge({ name: 'b', help: 'B.', labels: ['kind'] }).set({ kind: 'x"},{' }, count);
      registry.histogram({ name: 'c_seconds', help: 'C.', buckets: [1] }).observe(count);
      return registry.render();
    };
    const text = mergeMetrics([
      { process: 'miner', text: await render(1) },
      { process: 'inference', text: await render(2) },
    ]);
    expect(text.split('\n')).toEqual([
      '# HELP roadcrew_a_total A.',
      '# TYPE roadcrew_a_total counter',
      'roadcrew_a_total{process="miner"} 1',
      'roadcrew_a_total{process="inference"} 2',
      '# HELP roadcrew_b B.',
      '# TYPE roadcrew_b gauge',
      'roadcrew_b{process="miner",kind="x\\"},{"} 1',
      'roadcrew_b{process="inference",kind="x\\"},{"} 2',
      '# HELP roadcrew_c_seconds C.',
      '# TYPE roadcrew_c_seconds histogram',
      ...['miner', 'inference'].flatMap((process, index) => [
        `roadcrew_c_seconds_bucket{process="${process}",le="1"} ${1 - index}`,
        `roadcrew_c_seconds_bucket{process="${process}",le="+Inf"} 1`,
        `roadcrew_c_seconds_sum{process="${process}"} ${index + 1}`,
        `roadcrew_c_seconds_count{process="${process}"} 1`,
      ]),
      '',
    ]);
  });

  it('leaves a label `process` as it is', () => {
    const text = '# HELP up Up.\n# TYPE up gauge\nup{kind="a, process=",process="admin"} 1\nup{} 2\n';
    expect(mergeMetrics([{ process: 'supervisor', text }])).toBe(
      '# HELP up Up.\n# TYPE up gauge\nup{kind="a, process=",process="admin"} 1\nup{process="supervisor"} 2\n',
    );
  });

  it('is empty for nothing', () => {
    expect(mergeMetrics([{ process: 'miner', text: '\n' }])).toBe('');
  });
});
