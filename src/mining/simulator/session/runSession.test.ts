import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAxon } from '../../../bittensor/axon/createAxon.ts';
import { route } from '../../../bittensor/axon/route.ts';
import { keypairFromSeed } from '../../../bittensor/keys/keypairFromSeed.ts';
import { metagraphSnapshotSchema } from '../../../bittensor/metagraph/metagraphSnapshot.ts';
import { imageSynapse } from '../../../subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { faultPlanSchema } from '../faults/faultPlanSchema.ts';
import type { SimulatedMiner } from '../SimulationOptions.ts';
import { createTrafficRecorder } from '../traffic/createTrafficRecorder.ts';
import { openTrafficSource } from '../traffic/openTrafficSource.ts';
import { deriveValidatorKeys } from './deriveValidatorKeys.ts';
import { isPrivateHost } from './isPrivateHost.ts';
import { readValidatorKeys } from './readValidatorKeys.ts';
import { runSession } from './runSession.ts';
import type { SessionOptions } from './SessionOptions.ts';

const seed = 'session';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'roadcrew-session-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A miner that knows the answer: the first byte of the image. */
async function startMiner(name: string, uid: number): Promise<SimulatedMiner> {
  const { address: hotkey } = keypairFromSeed(createRandom(name).bytes(32));
  const permitted = new Set(deriveValidatorKeys(seed, 3).map(({ address }) => address));
  const axon = createAxon({
    hotkey,
    clock: systemClock,
    policy: { permit: (caller) => (permitted.has(caller) ? 'yes' : 'no') },
    routes: [
      route(imageSynapse, async ({ image }) => ({
        prediction: Buffer.from(image, 'base64')[0] === 1 ? 0.9 : 0.1,
      })),
    ],
    config: { host: '127.0.0.1', port: 0 },
  });
  const { port } = await axon.listen();
  onTestFinished(() => axon.close(0));
  return { name, uid, address: { ip: '127.0.0.1', port, hotkey } };
}

/** A recording, so that nothing has to be rendered. */
async function recordTraffic(path: string, challenges: number): Promise<void> {
  const recorder = await createTrafficRecorder({
    ...{ path, images: 'value', profile: 'january-2026', seed: 'recorded', validators: 3 },
    startedAt: new Date(0),
  });
  for (let challenge = 0; challenge < challenges; challenge += 1) {
    const label = challenge % 2 === 0 ? 1 : 0;
    const jpeg = Uint8Array.of(label, challenge);
    recorder.onChallenge({
      ...{ challenge, atMs: challenge * 20, validator: challenge % 3, kind: 'scored', label },
      image: { jpeg, label, source: 'real', name: String(challenge) },
    });
  }
  await recorder.close();
}

const session = (options: Partial<SessionOptions>) =>
  runSession({
    ...{ miners: [], images: { kind: 'rendered' }, profile: 'may-2026', challenges: null, durationS: null },
    ...{ pace: { kind: 'none' }, organicShare: 0, seed, rivals: [], faults: null, publicTargets: false },
    ...{ clock: systemClock, random: createRandom('keys') },
    ...options,
  });

describe('runSession', () => {
  it('replays traffic against two miners, records it again, and writes the report', async () => {
    const path = await folder();
    const replay = join(path, 'traffic.jsonl');
    await recordTraffic(replay, 12);
    const { report, attribution, files } = await session({
      miners: [await startMiner('ours', 1), await startMiner('theirs', 2)],
      images: { kind: 'replay', path: replay, speed: 10 },
      record: join(path, 'again.jsonl.gz'),
      report: join(path, 'run.html'),
      writeMetagraph: join(path, 'metagraph.json'),
    });
    expect(report).toMatchObject({ challenges: 12, profile: 'january-2026', interrupted: false });
    expect(report?.miners.map(({ miner, answered, accuracy }) => [miner, answered, accuracy?.value])).toEqual(
      [
        ['ours', 12, 1],
        ['theirs', 12, 1],
      ],
    );
    expect(attribution).toEqual({ tallies: [], unexplained: [] });
    expect(files.map((file) => file.slice(path.length + 1))).toEqual([
      'metagraph.json',
      'again.jsonl.gz',
      'run.html',
    ]);
    const again = await openTrafficSource({ path: join(path, 'again.jsonl.gz') });
    onTestFinished(() => again.close());
    expect(again.plan).toHaveLength(12);
    expect(again.answers).toHaveLength(24);
    expect(await readFile(join(path, 'run.html'), 'utf8')).toContain('replayed traffic');
    const metagraph = metagraphSnapshotSchema.parse(
      JSON.parse(await readFile(join(path, 'metagraph.json'), 'utf8')),
    );
    expect(metagraph.neurons.map(({ validatorPermit }) => validatorPermit)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('explains what injected faults cost, and nothing else is lost', async () => {
    const path = await folder();
    const replay = join(path, 'traffic.jsonl');
    await recordTraffic(replay, 30);
    const { report, attribution } = await session({
      miners: [await startMiner('ours', 1)],
      images: { kind: 'replay', path: replay, speed: 1 },
      faults: faultPlanSchema.parse({
        name: 'test',
        faults: [
          { kind: 'reset-request', share: 0.3 },
          { kind: 'reset-reply', share: 0.3 },
          { kind: 'duplicate', share: 0.3 },
        ],
        clockSkewS: { 1: -60 },
      }),
    });
    const lost = report?.answers.filter(({ prediction }) => prediction === null).length ?? 0;
    expect(lost).toBeGreaterThan(10);
    expect(attribution?.unexplained).toEqual([]);
    expect(attribution?.tallies.reduce((sum, tally) => sum + tally.lost, 0)).toBe(lost);
    expect(attribution?.tallies.map(({ kind }) => kind).sort()).toEqual([
      ...['clock-skew', 'duplicate', 'reset-reply', 'reset-request'],
    ]);
    expect(attribution?.tallies.find(({ kind }) => kind === 'duplicate')?.lost).toBe(0);
  });

  it('counts losses that nobody injected', async () => {
    const path = await folder();
    const replay = join(path, 'traffic.jsonl');
    await recordTraffic(replay, 3);
    const gone = { name: 'gone', uid: 1, address: { ip: '127.0.0.1', port: 1, hotkey: '5'.repeat(48) } };
    const { attribution } = await session({
      miners: [gone],
      images: { kind: 'replay', path: replay, speed: 10 },
    });
    expect(attribution?.unexplained).toHaveLength(3);
  });

  it('writes what the miner needs without sending anything', async () => {
    const path = await folder();
    const { report, validators, files } = await session({ writeValidators: join(path, 'validators.txt') });
    expect(report).toBeNull();
    expect(files).toEqual([join(path, 'validators.txt')]);
    expect(await readFile(join(path, 'validators.txt'), 'utf8')).toBe(`${validators.join('\n')}\n`);
    expect(await readdir(path)).toEqual(['validators.txt']);
    await expect(session({ writeValidators: join(path, 'no', 'folder') })).rejects.toMatchObject({
      code: 'RC_SIMULATE_FILE_FAILED',
    });
  });

  it('asks no stranger without being told to', async () => {
    const stranger = {
      name: 'x',
      uid: 1,
      address: { ip: '203.0.113.7', port: 8091, hotkey: '5'.repeat(48) },
    };
    await expect(session({ miners: [stranger] })).rejects.toMatchObject({
      ...{ code: 'RC_SIMULATE_TARGET_PUBLIC', message: expect.stringContaining('203.0.113.7:8091') },
    });
  });
});

describe('keys of validators', () => {
  it('follow from the seed', () => {
    const addresses = (text: string, count: number) =>
      deriveValidatorKeys(text, count).map(({ address }) => address);
    expect(addresses('a', 3).slice(0, 2)).toEqual(addresses('a', 2));
    expect(addresses('b', 1)).not.toEqual(addresses('a', 1));
  });

  it('are made for a file that is missing, for its owner alone, and read again', async () => {
    const path = join(await folder(), 'keys');
    const made = await readValidatorKeys(path, 3, createRandom('file'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const read = await readValidatorKeys(path, 2, createRandom('other'));
    expect(read.map(({ address }) => address)).toEqual(made.slice(0, 2).map(({ address }) => address));
    await expect(readValidatorKeys(path, 4, createRandom(1))).rejects.toMatchObject({
      code: 'RC_SIMULATE_KEYS_TOO_FEW',
    });
    await chmod(path, 0o640);
    await expect(readValidatorKeys(path, 1, createRandom(1))).rejects.toMatchObject({
      code: 'RC_SIMULATE_KEYS_UNSAFE',
    });
  });

  it('are never told when the file is wrong', async () => {
    const path = join(await folder(), 'keys');
    await writeFile(path, '0x1234secret\n', { mode: 0o600 });
    const error = await readValidatorKeys(path, 1, createRandom(1)).catch((each) => each);
    expect(error).toMatchObject({
      code: 'RC_SIMULATE_KEYS_INVALID',
      message: expect.stringContaining('line 1'),
    });
    expect(JSON.stringify(error)).not.toContain('secret');
    await expect(readValidatorKeys(join(path, 'none'), 1, createRandom(1))).rejects.toMatchObject({
      code: 'RC_SIMULATE_KEYS_UNREADABLE',
    });
  });
});

it.each<[string, boolean]>([
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['8.8.8.8', false],
  ['[::1]', true],
  ['fd00::1', true],
  ['2001:db8::1', false],
  ['::ffff:8.8.8.8', false],
  ['localhost', true],
  ['miner.example', false],
  ['0', false],
])('takes %s for private: %s', (host, expected) => {
  expect(isPrivateHost(host)).toBe(expected);
});
