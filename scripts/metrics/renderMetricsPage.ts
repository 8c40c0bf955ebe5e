import type { ListedMetric } from './listMetrics.ts';
import { monitoringRows, outOfReach } from './monitoringRows.ts';

/** Where the page lies in the repository. */
export const metricsPage = 'docs/metrics.md';

const units: readonly (readonly [RegExp, string])[] = [
  [/_timestamp_seconds$|_start_time_seconds$/, 'Unix time, seconds'],
  [/_seconds(?:_total)?$/, 'seconds'],
  [/_bytes$/, 'bytes'],
  [/_ratio$|_probability$|_confidence$/, '0 to 1'],
];

const unitOf = ({ name, help }: ListedMetric): string =>
  units.find(([pattern]) => pattern.test(name))?.[1] ?? (/^(?:1 |Whether)/.test(help) ? '0 or 1' : 'number');

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

const rowOf = (metric: ListedMetric): string => {
  const { name, type, labels, help } = metric;
  const rows = monitoringRows[name.replace(/^roadcrew_/, '')] ?? [];
  const cells = [`\`${name}\``, type, labels.map((label) => `\`${label}\``).join(', '), unitOf(metric)];
  return `| ${[...cells, cell(help), rows.join(', ')].join(' | ')} |`;
};

const introduction = `# Metrics

Made by \`npm run docs:metrics\` from the code; do not edit. \`roadcrew mine\` shows them at
\`http://127.0.0.1:9072/metrics\` (\`admin.port\`), for this machine alone. Each sample also has the label \`process\`:
\`supervisor\`, \`miner\`, \`inference\`. Counters begin again with their process; \`rate()\` and \`increase()\` know that.

Labels are bounded: \`validator\` is a hotkey for which the newest metagraph has a permit, at most 64 of them, else
\`other\`; outcomes and reasons are words and error codes of ours. No address, no nonce, no token and no hotkey that was
not verified is ever a label.

\`deploy/prometheus/\` has a configuration for Prometheus and alert rules to start from. The last column names rows of
the brief's monitoring chapter ([requirements.md](requirements.md)).`;

/** The text of `docs/metrics.md`. */
export function renderMetricsPage(parts: ReadonlyMap<string, readonly ListedMetric[]>): string {
  const sections = [...parts].map(([title, metrics]) =>
    [
      `## ${title}`,
      '',
      '| Metric | Type | Labels | Unit | Meaning | Rows |',
      '| --- | --- | --- | --- | --- | --- |',
      ...metrics.map(rowOf),
    ].join('\n'),
  );
  const rest = Object.entries(outOfReach).map(([rows, why]) => `| ${rows} | ${why} |`);
  const unknown = ['## What a miner cannot know', '', '| Rows | Why |', '| --- | --- |', ...rest].join('\n');
  return `${[introduction, ...sections, unknown].join('\n\n')}\n`;
}
