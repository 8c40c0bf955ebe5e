import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SentChallenge } from '../ChallengeSource.ts';
import type { SimulatedAnswer } from '../SimulationReport.ts';
import { createTrafficRecorder, type TrafficRecorderOptions } from './createTrafficRecorder.ts';
import { openTrafficSource } from './openTrafficSource.ts';

const sent = (challenge: number, label: 0 | 1 | null): SentChallenge => ({
  ...{ challenge, atMs: challenge * 250, validator: challenge % 2, kind: 'scored', label },
  image: { jpeg: Uint8Array.of(255, 216, challenge), label, source: 'real', name: `street ${challenge}.jpg` },
});
const answer = (challenge: number, failure: string | null = null): SimulatedAnswer => ({
  ...{ challenge, atS: challenge / 4, validator: '5Validator', miner: 'ours', kind: 'scored', label: 1 },
  ...{ source: 'real', image: 'street.jpg', prediction: failure === null ? 0.75 : null, latencyMs: 20.5 },
  ...{ status: failure === null ? 200 : 503, failure, reward: 0.5, score: 0.5 },
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'roadcrew-traffic-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function record(path: string, images: TrafficRecorderOptions['images']) {
  const recorder = await createTrafficRecorder({
    ...{ path, images, profile: 'april-2026', seed: 's', validators: 2 },
    startedAt: new Date('2026-04-01T00:00:00Z'),
  });
  for (const [number, label] of ([1, 0, null, 1] as const).entries()) {
    recorder.onChallenge(sent(number, label));
    recorder.onAnswer(answer(number));
  }
  return recorder;
}

const takeAll = async (source: Awaited<ReturnType<typeof openTrafficSource>>) => {
  onTestFinished(() => source.close());
  return Promise.all([...source.plan.map(({ label }) => source.next(label)), source.next(1)]);
};

describe.each([
  ['traffic.jsonl', 'value'],
  ['traffic.jsonl.gz', 'value'],
  ['traffic.jsonl', 'folder'],
  ['traffic.jsonl.gz', 'folder'],
] as const)('a recording in %s, images by %s', (name, images) => {
  it('is sent again as it was, at its pace or another', async () => {
    const path = join(await folder(), name);
    expect(await (await record(path, images)).close()).toEqual({ challenges: 4, answers: 4 });
    const source = await openTrafficSource({ path, speed: 2 });
    expect(source).toMatchObject({
      header: { profile: 'april-2026', seed: 's', validators: 2, startedAt: '2026-04-01T00:00:00.000Z' },
      notices: [],
      plan: [
        { atMs: 0, kind: 'scored', label: 1, validator: 0 },
        { atMs: 125, kind: 'scored', label: 0, validator: 1 },
        // Without a label there is nothing to score.
        { atMs: 250, kind: 'organic', label: null, validator: 0 },
        { atMs: 375, kind: 'scored', label: 1, validator: 1 },
      ],
    });
    expect(source.answers).toHaveLength(4);
    expect(source.answers[3]).toMatchObject({
      challenge: 3,
      miner: 'ours',
      prediction: 0.75,
      latencyMs: 20.5,
    });
    const taken = await takeAll(source);
    expect(taken.pop()).toBeNull();
    expect(taken).toEqual(
      ([1, 0, null, 1] as const).map((label, number) => ({
        ...{ label, source: 'replayed', name: String(number), jpeg: Buffer.from([255, 216, number]) },
      })),
    );
  });

  it('gives what a crash left of it', async () => {
    const path = join(await folder(), name);
    await (await record(path, images)).close();
    const bytes = await readFile(path);
    await truncate(path, Math.floor(bytes.length * 0.6));
    const source = await openTrafficSource({ path });
    expect(source.notices).toHaveLength(1);
    expect(source.plan.length).toBeGreaterThan(0);
    expect(source.plan.length).toBeLessThan(4);
    expect((await takeAll(source)).filter((image) => image !== null)).toHaveLength(source.plan.length);
  });
});

it('sends again what was sent out of the order of the plan, as validators of unequal speed do', async () => {
  const path = join(await folder(), 'traffic.jsonl');
  const recorder = await createTrafficRecorder({
    ...{ path, images: 'value', profile: 'april-2026', seed: 's', validators: 2 },
    startedAt: new Date('2026-04-01T00:00:00Z'),
  });
  for (const number of [0, 2, 1]) {
    recorder.onChallenge(sent(number, 1));
    recorder.onAnswer(answer(number));
  }
  await recorder.close();
  const source = await openTrafficSource({ path });
  const taken = await takeAll(source);
  expect(taken.map((image) => image?.name)).toEqual(['0', '2', '1', undefined]);
  expect(source.plan.map(({ validator }) => validator)).toEqual([0, 0, 1]);
});

describe('createTrafficRecorder', () => {
  it('does not overwrite a recording', async () => {
    const path = join(await folder(), 'traffic.jsonl');
    await writeFile(path, 'precious');
    await expect(record(path, 'value')).rejects.toMatchObject({ code: 'RC_TRAFFIC_EXISTS' });
    expect(await readFile(path, 'utf8')).toBe('precious');
    await expect(record(join(path, 'no', 'folder'), 'value')).rejects.toMatchObject({
      code: 'RC_TRAFFIC_WRITE_FAILED',
    });
  });

  it('says at the end that something could not be written', async () => {
    const path = join(await folder(), 'traffic.jsonl');
    const recorder = await record(path, 'folder');
    await rm(`${path}.images`, { recursive: true });
    recorder.onChallenge(sent(9, 1));
    await expect(recorder.close()).rejects.toMatchObject({ code: 'RC_TRAFFIC_WRITE_FAILED' });
  });

  it('keeps each image of a folder once, and no keys, addresses or signatures', async () => {
    const path = join(await folder(), 'traffic.jsonl');
    const recorder = await record(path, 'folder');
    const signature = `0x${'5a'.repeat(64)}`;
    recorder.onChallenge({ ...sent(0, 1), challenge: 4 });
    recorder.onAnswer(answer(4, `bad signature ${signature}\u001b[31m`));
    await recorder.close();
    expect(await readdir(`${path}.images`)).toHaveLength(4);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('bad signature');
    expect(text).not.toContain('5a5a5a5a5a5a');
    expect(text).not.toContain('5Validator');
    expect(text).not.toContain('\\u001b');
  });
});

describe('openTrafficSource', () => {
  it('refuses an image that is not what was recorded', async () => {
    const path = join(await folder(), 'traffic.jsonl');
    await (await record(path, 'folder')).close();
    const [first = '', second = ''] = await readdir(`${path}.images`);
    await writeFile(join(`${path}.images`, first), 'other');
    await rm(join(`${path}.images`, second));
    const source = await openTrafficSource({ path });
    onTestFinished(() => source.close());
    const codes = await Promise.all(
      source.plan.map(({ label }) =>
        source.next(label).then(
          () => null,
          (error) => error.code,
        ),
      ),
    );
    expect(codes.filter((code) => code === 'RC_TRAFFIC_IMAGE_DAMAGED')).toHaveLength(2);
    expect(codes.filter((code) => code === null)).toHaveLength(2);
  });

  it('says that there is no such file, or none that is packed', async () => {
    const path = join(await folder(), 'none.jsonl');
    await expect(openTrafficSource({ path })).rejects.toMatchObject({ code: 'RC_TRAFFIC_FILE_UNREADABLE' });
    await writeFile(`${path}.gz`, 'this is not gzip');
    await expect(openTrafficSource({ path: `${path}.gz` })).rejects.toMatchObject({
      code: 'RC_TRAFFIC_FILE_UNREADABLE',
    });
  });
});
