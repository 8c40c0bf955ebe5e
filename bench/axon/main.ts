import { cpus, loadavg, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { pinToOwnCore } from '../support/pinToOwnCore.ts';
import { runBenchmark } from '../support/runBenchmark.ts';
import { formatReport, type Report } from './formatReport.ts';
import { identities } from './identities.ts';
import { judgeAims } from './judgeAims.ts';
import { measureParts, type Parts, partsInput } from './measureParts.ts';
import { measurePythonParts } from './measurePythonParts.ts';
import { measureServer, type ServerResult } from './measureServer.ts';
import { connectionCount } from './sendCalls.ts';
import { startServer } from './startServer.ts';
import { summarizeRounds } from './summarizeRounds.ts';

const usage = `npm run bench:axon -- [--seconds N] [--rounds N] [--python PATH] [--only ours|python]
    [--kept-schema] [--json]

Measures our axon against the official one. Linux with taskset and two cores.
  --seconds  length of each phase, 1 to 10 (default 8); 1 only proves that everything works
  --rounds   how often everything is measured, the servers in turn; medians are shown (default 1)
  --python   interpreter with bittensor 9.12.2 (default: environment ROADCREW_PYTHON_9)
  --only     measures one of the two alone, without ratios
  --kept-schema  also measures the official axon with its greatest waste patched away, for insight
  --json     prints the report as one JSON object
`;

interface Settings {
  seconds: number;
  rounds: number;
  only: string;
  keptSchema: boolean;
  python: string;
  json: boolean;
}

const readSettings = (args: string[], env: NodeJS.ProcessEnv): Settings => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ seconds: text, rounds: text, python: text, only: text },
      ...{ json: { type: 'boolean' }, 'kept-schema': { type: 'boolean' } },
    },
  });
  const settings = {
    seconds: Number(values.seconds ?? 8),
    rounds: Number(values.rounds ?? 1),
    only: values.only ?? '',
    keptSchema: values['kept-schema'] ?? false,
    python: values.python ?? env.ROADCREW_PYTHON_9 ?? '',
    json: values.json ?? false,
  };
  // Signed calls keep for about 19 seconds, and a phase that ran late would be refused.
  if (!(settings.seconds >= 1 && settings.seconds <= 10))
    throw new Error('--seconds is a number from 1 to 10.');
  if (!Number.isInteger(settings.rounds) || settings.rounds < 1) throw new Error('--rounds is 1 or more.');
  if (!['', 'ours', 'python'].includes(settings.only)) throw new Error('--only is ours or python.');
  if (settings.python === '' && settings.only !== 'ours') {
    throw new Error(
      'Name a Python with bittensor 9.12.2 (--python or ROADCREW_PYTHON_9), or give --only ours.',
    );
  }
  return settings;
};

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const run = async (settings: Settings): Promise<Report> => {
  const { seconds, rounds, only, python } = settings;
  const cores = pinToOwnCore();
  const loadAtStart = loadavg()[0] ?? 0;
  const caller = keypairFromUri(identities.callerUri);
  const minerHotkey = keypairFromUri(identities.minerUri).address;
  const servers = [
    { name: 'floor', of: 'ours', command: [process.execPath, path('serveFloor.ts')], checks: false },
    { name: 'ours', of: 'ours', command: [process.execPath, path('serveRoadcrew.ts')], checks: true },
    { name: 'python', of: 'python', command: [python, path('python/serve_axon.py')], checks: true },
    ...(settings.keptSchema
      ? [
          {
            ...{ name: 'kept schema', of: 'python', checks: true },
            command: [python, path('python/serve_axon.py'), '--kept-schema'],
          },
        ]
      : []),
  ].filter((server) => only === '' || server.of === only);

  const eachRound: Record<string, ServerResult[]> = {};
  const versions: Record<string, Readonly<Record<string, string>>> = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, command, checks } of servers) {
      const log = (line: string): void => console.error(`round ${round}, ${name}: ${line}`);
      log('starting');
      const server = await startServer(
        name,
        command,
        [identities.minerUri, caller.address],
        String(cores.server),
      );
      try {
        versions[name] = server.versions;
        const result = await measureServer(server, { seconds, seed: round, caller, cores, checks, log });
        eachRound[name] = [...(eachRound[name] ?? []), result];
      } finally {
        await server.stop();
      }
    }
  }

  console.error('timing the parts');
  const input = partsInput(caller, minerHotkey, Math.min(0.5, seconds / 10));
  const parts: Record<string, Parts> = {
    ...(only === 'python' ? {} : { ours: measureParts(input) }),
    ...(only === 'ours' ? {} : { python: measurePythonParts(python, input) }),
  };
  const medians = Object.fromEntries(
    Object.entries(eachRound).map(([name, results]) => [name, summarizeRounds(results)]),
  );
  const all = cpus();
  return {
    machine: {
      cpu: all[0]?.model.trim() ?? 'unknown',
      cores: all.length,
      kernel: release(),
      loadAtStart,
      loadAtEnd: loadavg()[0] ?? 0,
    },
    ...{ seconds, rounds, connections: connectionCount, versions, servers: medians, eachRound, parts },
    verdicts: medians.ours && medians.python ? judgeAims(medians.ours, medians.python) : [],
  };
};

await runBenchmark({ usage, readSettings, run, format: formatReport });
