import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { startServer } from '../axon/startServer.ts';
import { makeImages } from '../mine/makeImages.ts';
import { startMine } from '../mine/startMine.ts';
import { readAllowedCores } from '../support/readAllowedCores.ts';
import { runBenchmark } from '../support/runBenchmark.ts';
import { type FloodedServer, floodServer } from './floodServer.ts';
import { formatReport } from './formatReport.ts';
import { minerUri, validators } from './identities.ts';
import type { Report, ServerReport } from './Report.ts';
import { readSettings, type Settings, usage } from './readSettings.ts';

type Running = FloodedServer & { stop(): Promise<unknown> };

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const readImages = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name))
    .slice(0, 64)
    .map((name) => readFileSync(join(folder, name)).toString('base64'));

const starters: Record<'miner' | 'axon' | 'python', (settings: Settings, at: At) => Promise<Running>> = {
  async miner(_, { folder }) {
    await mkdir(folder, { recursive: true });
    const callers = validators.map(({ keypair }) => keypair.address);
    const mine = await startMine({ folder, validators: 0, callers });
    const versions = { node: process.versions.node };
    return { ...mine, name: 'roadcrew mine', versions, answers: 'the starter model' };
  },
  async axon(_, { cores }) {
    const command = [process.execPath, path('serveMiner.ts')];
    const server = await startServer('our axon', command, [minerUri], cores);
    return { ...server, name: 'our axon', answers: 'the starter model' };
  },
  async python({ python }, { cores }) {
    const command = [python, path('../axon/python/serve_axon.py')];
    const caller = keypairFromUri('//Validator//0').address;
    const server = await startServer('python', command, [minerUri, caller], cores);
    return { ...server, name: 'python', answers: 'a constant' };
  },
};

interface At {
  readonly folder: string;
  /** As taskset wants them. */
  readonly cores: string;
}

const run = async (settings: Settings, folder: string): Promise<Report> => {
  const { seconds, rate, slow, challenges, only, python, server } = settings;
  const [one, other] = readAllowedCores();
  if (one === undefined || other === undefined) throw new Error('The benchmark needs two cores.');
  const cores = [one, other];
  // Whatever is started from here on runs on them, too.
  execFileSync('taskset', ['-acp', cores.join(','), String(process.pid)], { stdio: 'ignore' });
  const loadAtStart = loadavg()[0] ?? 0;
  const images = settings.images === '' ? await makeImages(24) : readImages(settings.images);
  if (images.length === 0) throw new Error('There is no JPEG in the folder.');
  const names = [
    ...(only === 'python' ? [] : [server]),
    ...(only === 'ours' || python === '' ? [] : (['python'] as const)),
  ];
  const servers: ServerReport[] = [];
  for (const name of names) {
    console.error(`${name}: starting`);
    const running = await starters[name](settings, { folder: join(folder, name), cores: cores.join(',') });
    try {
      console.error(`${name}: flooding for ${seconds} s`);
      const flood = { seconds, rate, cores, slowConnections: slow, challengesPerSecond: challenges };
      servers.push(await floodServer(running, images, flood));
    } finally {
      await running.stop();
    }
  }
  const bytes = images.reduce((sum, image) => sum + image.length * 0.75, 0) / images.length;
  const all = cpus();
  return {
    machine: {
      ...{ cpu: all[0]?.model.trim() ?? 'unknown', cores: all.length, kernel: release() },
      ...{ loadAtStart, loadAtEnd: loadavg()[0] ?? 0 },
    },
    settings: { seconds, rate, imageBytes: Math.round(bytes) },
    servers,
  };
};

await runBenchmark({
  ...{ usage, readSettings, run, format: formatReport },
  // Aims are ours. The official axon is there to compare.
  isMet: ({ servers }) =>
    servers.every(({ name, verdicts }) => name === 'python' || verdicts.every(({ met }) => met)),
});
