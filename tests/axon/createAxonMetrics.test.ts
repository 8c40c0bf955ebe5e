import { expect, it } from 'vitest';
import { createAxonMetrics } from '../../src/bittensor/axon/createAxonMetrics.ts';
import { createMetricsRegistry } from '../../src/support/metrics/createMetricsRegistry.ts';
import { httpCall, sendRaw, startAxon, stranger } from './fixtures.ts';

it('counts outcomes, times answers and shows the clock offset, without labels from strangers', async () => {
  const registry = createMetricsRegistry();
  const metrics = createAxonMetrics(registry);
  const { axon, port } = await startAxon({
    observe: metrics.observe,
    refusedConnection: metrics.refusedConnection,
    config: { limits: { connectionsPerAddress: 1 } },
  });
  metrics.watch(axon);
  expect(await registry.render()).toMatch(/roadcrew_axon_clock_offset_seconds nan/i);

  await sendRaw(port, httpCall({ nonce: BigInt(Date.now() - 2000) * 1_000_000n }));
  await sendRaw(port, httpCall({ keypair: stranger }), { localAddress: '127.0.0.2' });
  await sendRaw(port, httpCall({ path: '/Invented-by-a-stranger' }), { localAddress: '127.0.0.3' });
  await axon.close(0);

  const text = await registry.render();
  expect(text).toContain('roadcrew_axon_requests_total{synapse="ImageSynapse",outcome="answered"} 1');
  expect(text).toContain(
    'roadcrew_axon_requests_total{synapse="ImageSynapse",outcome="RC_AXON_NOT_PERMITTED"} 1',
  );
  expect(text).toContain('roadcrew_axon_requests_total{synapse="none",outcome="RC_AXON_ROUTE_UNKNOWN"} 1');
  expect(text).toContain('roadcrew_axon_request_seconds_count{synapse="ImageSynapse"} 1');
  expect(Number(/^roadcrew_axon_clock_offset_seconds (\S+)$/m.exec(text)?.[1])).toBeCloseTo(2, 0);
  expect(text).not.toContain('Invented');
  expect(text).not.toContain(stranger.address);
});
