import type { LossAttribution } from '../faults/attributeLosses.ts';
import type { Interval, MinerSummary, SimulatedAnswer, SimulationReport } from '../SimulationReport.ts';
import { drawLatencies } from './drawLatencies.ts';
import { drawProbabilities } from './drawProbabilities.ts';
import { drawRunning } from './drawRunning.ts';
import { type HtmlCell, htmlTable, toHtml } from './htmlTable.ts';
import { reportStyle } from './reportStyle.ts';
import { type RunningSeries, runningSeries } from './runningSeries.ts';

export interface SimulationHtmlOptions {
  /** What was made to go wrong; `null` where nothing was. */
  readonly faults?: { readonly plan: string; readonly attribution: LossAttribution } | null;
  /** More of how it was run, as the reader would want to repeat it: name and value. */
  readonly run?: readonly (readonly [name: string, value: string])[];
}

const colours = 6;
const mostWrong = 200;
const colourOf = (index: number): string => `var(--s${index % colours})`;
const figure = (value: number | null, digits = 3): string => (value === null ? '–' : value.toFixed(digits));
const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} ms`);
const withInterval = (interval: Interval | null, reason = ''): HtmlCell =>
  interval === null
    ? { main: '–', small: reason }
    : { main: figure(interval.value), small: `${figure(interval.low)} to ${figure(interval.high)}` };

/**
 * A report of a simulation as one HTML file: nothing is loaded from anywhere, there is no script, and all text of
 * others is escaped.
 */
export function renderSimulationHtml(report: SimulationReport, options: SimulationHtmlOptions = {}): string {
  const { miners, answers, note } = report;
  const ranked = miners.toSorted((a, b) => a.rank - b.rank);
  // Nothing was measured of rivals that somebody assumed: they have their line in the table, and no more.
  const asked = ranked.filter(({ assumed }) => !assumed);
  const byMiner = new Map(
    asked.map(({ miner }) => [miner, answers.filter((answer) => answer.miner === miner)]),
  );
  const keys = asked
    .map(({ miner }, index) => `<li><i style="background:${colourOf(index)}"></i>${toHtml(miner)}</li>`)
    .join('');
  const legend = asked.length > 1 ? `<ul class="keys">${keys}</ul>` : '';
  const title = asked.length === 1 ? `Simulation of ${asked[0]?.miner}` : 'Simulation of miners';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${toHtml(title)}</title><style>${reportStyle}</style></head><body><main>
<h1>${toHtml(title)}</h1>
<p class="lead">${report.challenges.toLocaleString('en')} challenges, images as validators of ${toHtml(monthOf(report.profile))} sent them</p>
${report.interrupted ? '<p class="note">The run was stopped before its end.</p>' : ''}
${note === null ? '' : `<p class="note">${toHtml(note)}</p>`}
${asked[0] ? figures(asked[0], asked.length > 1) : ''}
${section('Result', 'With 95 % intervals: what the size of this run leaves open.', summaryTable(ranked))}
${section('As it went', 'Over the scored challenges; MCC and accuracy of the last 100 answers, reward of the last 10, the score after each.', `${legend}<div class="charts">${runningCharts(asked, byMiner)}</div>`)}
${section('Latency', 'Share of answers that came within a time. The dashed line is where validators stop waiting.', `${legend}<div class="wide">${latencyChart(asked, byMiner)}</div>`)}
${section('Probabilities', 'Validators count what is above 0.5 as roadwork, the rest as none.', `<ul class="keys"><li><i style="background:var(--yes)"></i>images with roadwork, upwards</li><li><i style="background:var(--no)"></i>images without, downwards</li></ul><div class="charts">${probabilityCharts(asked, byMiner)}</div>`)}
${wrongAnswers(answers, asked.length > 1)}
${failures(asked)}
${faults(options.faults ?? null)}
${section('How it was run', '', runFacts(report, options.run ?? []))}
<footer>Written by <b>roadcrew simulate</b>.</footer>
</main></body></html>
`;
}

const section = (title: string, hint: string, content: string): string =>
  `<section><h2>${toHtml(title)}</h2><p class="hint">${toHtml(hint)}</p>${content}</section>`;

const monthOf = (profile: string): string =>
  profile.replace(/^(.)(.*)-/, (_, first, rest) => `${first.toUpperCase()}${rest} `);

function figures(best: MinerSummary, several: boolean): string {
  const lost = best.challenges - best.answered;
  const list: readonly (readonly [string, string, string])[] = [
    ['answered', `${best.answered} of ${best.challenges}`, lost === 0 ? 'all in time' : `${lost} lost`],
    ['accuracy', figure(best.accuracy?.value ?? null), ''],
    ['MCC', figure(best.mcc?.value ?? null), best.mccReason ?? ''],
    ['expected reward', figure(best.expectedReward?.value ?? null), 'in its stride, of 1'],
    ['p50 latency', milliseconds(best.p50Ms), `p99 ${milliseconds(best.p99Ms)}`],
  ];
  const cards = list.map(
    ([name, value, small]) =>
      `<div class="figure"><span>${toHtml(name)}</span><b>${toHtml(value)}</b><small>${toHtml(small)}</small></div>`,
  );
  const whose = several ? `<p class="hint best">The best of them, ${toHtml(best.miner)}:</p>` : '';
  return `${whose}<div class="figures">${cards.join('')}</div>`;
}

function summaryTable(ranked: readonly MinerSummary[]): string {
  const heads = [
    'answered',
    'accuracy',
    'MCC',
    'mean reward',
    'expected reward',
    'score',
    'weight',
    'p50',
    'p99',
    'rank',
  ];
  return htmlTable(
    [{ head: 'miner', text: true }, ...heads.map((head) => ({ head }))],
    ranked.map((miner) => [
      { main: miner.miner, small: miner.assumed ? 'assumed, not asked' : `uid ${miner.uid}` },
      `${miner.answered} of ${miner.challenges}`,
      withInterval(miner.accuracy),
      withInterval(miner.mcc, miner.mccReason ?? ''),
      figure(miner.reward),
      withInterval(miner.expectedReward),
      figure(miner.score),
      figure(miner.weight),
      milliseconds(miner.assumed ? null : miner.p50Ms),
      milliseconds(miner.assumed ? null : miner.p99Ms),
      String(miner.rank),
    ]),
  );
}

type ByMiner = ReadonlyMap<string, readonly SimulatedAnswer[]>;

function runningCharts(ranked: readonly MinerSummary[], byMiner: ByMiner): string {
  const series = ranked.map(({ miner }) => runningSeries(byMiner.get(miner) ?? []));
  const chart = (title: string, key: keyof RunningSeries): string => {
    const lines = ranked.map(({ miner }, index) => ({
      ...{ name: miner, colour: colourOf(index), points: series[index]?.[key] ?? [] },
    }));
    return `<div><h3>${toHtml(title)}</h3>${drawRunning(title, lines)}</div>`;
  };
  return [
    chart('MCC', 'mcc'),
    chart('Accuracy', 'accuracy'),
    chart('Reward', 'reward'),
    chart('Score', 'score'),
  ].join('');
}

function latencyChart(ranked: readonly MinerSummary[], byMiner: ByMiner): string {
  return drawLatencies(
    ranked.map(({ miner }, index) => ({
      ...{ name: miner, colour: colourOf(index) },
      latencies: (byMiner.get(miner) ?? [])
        .filter(({ prediction }) => prediction !== null)
        .map(({ latencyMs }) => latencyMs),
    })),
  );
}

const probabilityCharts = (ranked: readonly MinerSummary[], byMiner: ByMiner): string =>
  ranked
    .map(({ miner }) => {
      const heading = ranked.length > 1 ? `<h3>${toHtml(miner)}</h3>` : '';
      const alone = ranked.length === 1;
      const chart = drawProbabilities(miner, byMiner.get(miner) ?? [], alone ? 960 : 460);
      return `<div${alone ? ' class="wide"' : ''}>${heading}${chart}</div>`;
    })
    .join('');

function wrongAnswers(answers: readonly SimulatedAnswer[], several: boolean): string {
  const wrong = answers
    .filter(
      ({ prediction, label }) => prediction !== null && label !== null && prediction > 0.5 !== (label === 1),
    )
    .sort((a, b) => Math.abs((b.prediction ?? 0) - 0.5) - Math.abs((a.prediction ?? 0) - 0.5));
  if (wrong.length === 0) return section('Wrong answers', 'There are none.', '');
  const shown = wrong.slice(0, mostWrong);
  const hint = `${wrong.length} in all, the surest first${shown.length < wrong.length ? `; ${mostWrong} are shown` : ''}.`;
  const table = htmlTable(
    [
      ...[
        { head: 'image', text: true },
        { head: 'from', text: true },
      ],
      ...(several ? [{ head: 'miner', text: true }] : []),
      ...[{ head: 'is', text: true }, { head: 'probability' }, { head: 'challenge' }],
    ],
    shown.map(({ image, source, miner, label, prediction, challenge }) => [
      ...[image, source],
      ...(several ? [miner] : []),
      ...[label === 1 ? 'roadwork' : 'no roadwork', figure(prediction), String(challenge + 1)],
    ]),
  );
  return section('Wrong answers', hint, table);
}

function failures(ranked: readonly MinerSummary[]): string {
  const rows = ranked.flatMap(({ miner, failures: reasons }) =>
    Object.entries(reasons).map(([reason, count]) => [miner, reason, String(count)]),
  );
  if (rows.length === 0) return section('Challenges without an answer', 'There are none.', '');
  const columns = [{ head: 'miner', text: true }, { head: 'reason', text: true }, { head: 'challenges' }];
  return section('Challenges without an answer', 'As the validators saw it.', htmlTable(columns, rows));
}

function faults(injected: { plan: string; attribution: LossAttribution } | null): string {
  if (injected === null) return '';
  const { plan, attribution } = injected;
  const { tallies, unexplained } = attribution;
  const rest =
    unexplained.length === 0
      ? '<p class="good">Every challenge without an answer is explained by them.</p>'
      : `<p class="bad">${unexplained.length} challenges without an answer are explained by none of them.</p>`;
  const table = htmlTable(
    [{ head: 'fault', text: true }, { head: 'injected' }, { head: 'challenges lost to it' }],
    tallies.map(({ kind, injected: count, lost }) => [kind, String(count), String(lost)]),
  );
  return section(
    'Injected faults',
    `The plan “${plan}” made these go wrong between validators and miners.`,
    `${table}${rest}`,
  );
}

function runFacts(report: SimulationReport, more: readonly (readonly [string, string])[]): string {
  const validators = new Set(report.answers.map(({ validator }) => validator));
  const facts: readonly (readonly [string, string])[] = [
    ['seed', report.seed],
    ['profile', report.profile],
    ['validators that asked', String(validators.size)],
    ['took', `${report.wallClockS.toFixed(1)} s`],
    ...more,
  ];
  return `<dl>${facts.map(([name, value]) => `<dt>${toHtml(name)}</dt><dd>${toHtml(value)}</dd>`).join('')}</dl>`;
}
