// npm run docs:metrics: writes docs/metrics.md from the metrics that the code declares.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listMetrics } from './metrics/listMetrics.ts';
import { metricsPage, renderMetricsPage } from './metrics/renderMetricsPage.ts';

const parts = await listMetrics();
writeFileSync(join(import.meta.dirname, '..', metricsPage), renderMetricsPage(parts));
console.log(`${metricsPage}: ${[...parts.values()].flat().length} metrics`);
