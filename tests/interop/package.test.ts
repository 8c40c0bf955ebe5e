import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colourImage } from '../models/colourImage.ts';
import { writeTestRelease } from '../models/writeTestRelease.ts';

const run = promisify(execFile);
const root = new URL('../..', import.meta.url).pathname;

// All that `roadcrew/bittensor` may need. No model runtime, no image library, no database, no command line.
const protocolPackages = [
  '@noble/ciphers',
  '@polkadot/util',
  '@polkadot/wasm-crypto',
  '@polkadot/x-randomvalues',
  '@scure/base',
  '@scure/bip39',
  'uuid',
  'zod',
];

const useProtocol = `
import { createAxon, createDendrite, createSignatureVerifier, defineSynapse, field, keypairFromUri, route } from 'roadcrew/bittensor';
const Greeting = defineSynapse('Greeting', { person: field.text(), reply: field.text('') });
const miner = keypairFromUri('//Miner');
const validator = keypairFromUri('//Validator');
const verifier = createSignatureVerifier({ threads: 1 });
const axon = createAxon({
  hotkey: miner.address,
  policy: { permit: () => 'yes' },
  routes: [route(Greeting, ({ person }) => ({ reply: 'Hello ' + person }))],
  verify: verifier.verify,
  config: { host: '127.0.0.1', port: 0 },
});
const { port } = await axon.listen();
const dendrite = createDendrite({ keypair: validator });
const target = { ip: '127.0.0.1', port, hotkey: miner.address };
const reply = await dendrite.call(target, { synapse: Greeting, values: { person: 'Ada', reply: '' } });
console.log(JSON.stringify({ reply: reply.values.reply, status: Number(reply.dendrite.statusCode) }));
dendrite.close();
await axon.close(0);
await verifier.close();
`;

describe('the package as it would be published', () => {
  let folder = '';
  let unpacked = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roadcrew-package-'));
    await run('npm', ['run', 'build'], { cwd: root });
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    await run('tar', ['-xzf', join(folder, filename)], { cwd: folder });
    unpacked = join(folder, 'package');
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A project of its own whose node_modules hold the package and what is listed. */
  const install = async (name: string, packages: readonly string[]): Promise<string> => {
    const project = join(folder, name);
    await mkdir(join(project, 'node_modules'), { recursive: true });
    await cp(unpacked, join(project, 'node_modules/roadcrew'), { recursive: true });
    for (const dependency of packages) {
      const link = join(project, 'node_modules', dependency);
      await mkdir(join(link, '..'), { recursive: true });
      await symlink(join(root, 'node_modules', dependency), link);
    }
    return project;
  };

  it('carries no source, no test and no recording', async () => {
    const files = await readdir(unpacked, { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'LICENSE', 'dist/index.js', 'dist/bittensor/index.d.ts']),
    );
    expect(files.filter((file) => /\.test\.|(?<!\.d)\.ts$|golden|\.env/.test(file))).toEqual([]);
  });

  it('speaks Bittensor with nothing but the packages of the protocol', async () => {
    const project = await install('protocol', protocolPackages);
    await writeFile(join(project, 'use.mjs'), useProtocol);
    const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: project });
    expect(JSON.parse(stdout)).toEqual({ reply: 'Hello Ada', status: 200 });
  });

  it('does what its guide says, block by block', async () => {
    const project = await install('guide', protocolPackages);
    const guide = await readFile(join(root, 'docs/bittensor.md'), 'utf8');
    const blocks = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
    expect(blocks.length).toBeGreaterThanOrEqual(4);
    await writeFile(join(project, 'guide.mts'), blocks.join('\n'));
    const { stdout, stderr } = await run(process.execPath, ['guide.mts'], { cwd: project });
    expect(stdout.trim().split('\n')).toEqual([
      'true good morning in nl',
      '401n The signature does not fit the request and this miner.',
      'true',
    ]);
    expect(stderr).toMatch(/answered [\d.]+\nRC_AXON_SIGNATURE_INVALID/);
  });

  it('gives its users types', async () => {
    const project = await install('types', [
      ...protocolPackages,
      '@types/node',
      'undici-types',
      'prom-client',
      'pino',
    ]);
    await writeFile(join(project, 'use.mts'), `${useProtocol}\nconst wrong: number = reply.values.reply;\n`);
    const tsc = join(root, 'node_modules/.bin/tsc');
    const options = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
    const { stdout } = await run(tsc, [...options, '--skipLibCheck', 'false', 'use.mts'], {
      cwd: project,
    }).catch((error: { stdout: string }) => error);
    // The one mistake planted above, and nothing in our declarations.
    const errors = stdout
      .split('\n')
      .filter((line) => line.includes('error') && !line.includes('node_modules/@'));
    expect(errors).toEqual([expect.stringContaining("Type 'string' is not assignable to type 'number'")]);
  });

  it('runs its command from the built files', async () => {
    const { dependencies } = (await import('../../package.json', { with: { type: 'json' } })).default;
    const project = await install('command', Object.keys(dependencies));
    const bin = 'node_modules/roadcrew/bin/roadcrew.js';
    const { stdout } = await run(process.execPath, [bin, 'demo', '--challenges', '3', '--json'], {
      cwd: project,
    });
    expect((JSON.parse(stdout) as { results: unknown[] }).results).toHaveLength(3);
  });

  it('answers an image with workers of its own', async () => {
    const { dependencies } = (await import('../../package.json', { with: { type: 'json' } })).default;
    const project = await install('predict', Object.keys(dependencies));
    await writeTestRelease(join(project, 'release'));
    await writeFile(join(project, 'photo.png'), await colourImage(0, 200, 0));
    const bin = 'node_modules/roadcrew/bin/roadcrew.js';
    const predict = async (...args: string[]) => {
      const { stdout } = await run(process.execPath, [bin, 'predict', 'photo.png', '--json', ...args], {
        cwd: project,
      });
      return JSON.parse(stdout) as { results: { probability: number }[]; release: { id: string } };
    };
    expect(await predict('--release', 'release')).toMatchObject({
      results: [{ probability: expect.any(Number) }],
      release: { id: 'test-1' },
    });
    // The model that comes along, with nothing told and nothing downloaded.
    expect(await predict()).toMatchObject({
      results: [{ probability: expect.any(Number) }],
      release: { id: expect.stringMatching(/^starter-/) },
    });
  });
});
