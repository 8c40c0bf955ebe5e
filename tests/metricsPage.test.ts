import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listMetrics } from '../scripts/metrics/listMetrics.ts';
import { monitoringRows } from '../scripts/metrics/monitoringRows.ts';
import { metricsPage, renderMetricsPage } from '../scripts/metrics/renderMetricsPage.ts';

const parts = await listMetrics();
const names = [...parts.values()].flat().map(({ name }) => name.replace(/^roadcrew_/, ''));

// Node has other metrics of a process elsewhere.
it.runIf(process.platform === 'linux')(
  'the page on metrics says what the code declares (npm run docs:metrics)',
  () => {
    const page = readFileSync(join(import.meta.dirname, '..', metricsPage), 'utf8');
    expect(page).toBe(renderMetricsPage(parts));
  },
);

it('rows of the brief are told of metrics that there are', () => {
  expect(Object.keys(monitoringRows).filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
