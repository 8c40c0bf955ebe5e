import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeOnnxModel } from '../../onnxGraph/encodeOnnxModel.ts';
import type { OnnxElementType, OnnxGraph } from '../../onnxGraph/OnnxGraph.ts';
import type { Tensor } from '../ModelSession.ts';
import { openOnnxSession } from './openOnnxSession.ts';

/** x → [n, 2] passed through unchanged, and their sum with itself. */
const passing = (type: OnnxElementType): OnnxGraph => ({
  name: 'passing',
  inputs: [{ name: 'x', type, dims: ['n', 2] }],
  outputs: [{ name: 'y', type, dims: ['n', 2] }],
  nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
});

/** Gathers an element that is not there when `i` is large. */
const failing: OnnxGraph = {
  name: 'failing',
  inputs: [{ name: 'i', type: 'int64', dims: [] }],
  outputs: [{ name: 'y', type: 'float32', dims: [] }],
  initializers: [{ name: 'list', type: 'float32', dims: [2], data: Float32Array.of(1, 2) }],
  nodes: [{ op: 'Gather', inputs: ['list', 'i'], outputs: ['y'] }],
};

let folder: string;
const at = (name: string): string => join(folder, name);
const open = (name: string, providers = ['cpu']) =>
  openOnnxSession({ path: at(name), providers, threads: 1 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-onnx-'));
  for (const type of ['float32', 'float16', 'int64', 'uint8', 'int32'] as const) {
    await writeFile(at(type), encodeOnnxModel(passing(type)));
  }
  await writeFile(at('failing'), encodeOnnxModel(failing));
  await writeFile(at('garbage'), 'not a model');
});
afterAll(() => rm(folder, { recursive: true }));

describe('openOnnxSession', () => {
  it.each([
    { type: 'float32', dims: [1, 2], data: Float32Array.of(1.5, -2) },
    { type: 'float16', dims: [1, 2], data: Uint16Array.of(0x3c01, 0xc000) },
    { type: 'int64', dims: [1, 2], data: BigInt64Array.of(2n ** 62n, -1n) },
    { type: 'uint8', dims: [1, 2], data: Uint8Array.of(0, 255) },
  ] satisfies Tensor[])('runs a model of $type and says what goes in and out', async (x) => {
    const session = await open(x.type);
    const spec = { type: x.type, dims: [-1, 2] };
    expect(session.inputs).toEqual([{ name: 'x', ...spec }]);
    expect(session.outputs).toEqual([{ name: 'y', ...spec }]);
    expect((await session.run({ x })).y).toEqual(x);
    await session.close();
  });

  it('takes the first provider that works and says why those before it do not', async () => {
    // cuda is not part of the npm package, so on a machine that has it this test would say so.
    const session = await open('float32', ['nonsense', 'cuda', 'cpu', 'webgpu']);
    expect(session.attempts).toEqual([
      {
        provider: 'nonsense',
        outcome: 'failed',
        reason: expect.stringMatching(/not a provider of this build/),
      },
      {
        provider: 'cuda',
        outcome: 'failed',
        reason: expect.stringMatching(/not installed; run|needs|not a prov/),
      },
      { provider: 'cpu', outcome: 'taken' },
      { provider: 'webgpu', outcome: 'not-tried' },
    ]);
    await session.close();
  });

  it('prints nothing while providers fail, as a program that a person watches must not', () => {
    const module = fileURLToPath(new URL('openOnnxSession.ts', import.meta.url));
    const script = `
      const { openOnnxSession } = await import(${JSON.stringify(module)});
      const open = (path, providers) => openOnnxSession({ path, providers, threads: 1 }).catch((error) => error);
      await open(${JSON.stringify(at('float32'))}, ['tensorrt', 'cuda', 'cpu']);
      await open(${JSON.stringify(at('garbage'))}, ['cpu']);
      const session = await open(${JSON.stringify(at('failing'))}, ['cpu']);
      const i = { type: 'int64', dims: [], data: BigInt64Array.of(7n) };
      console.log(await session.run({ i }).catch((error) => error.code));
    `;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(child).toMatchObject({ stderr: '', stdout: 'RC_RUNTIME_RUN_FAILED\n', status: 0 });
  });

  it('refuses what cannot be opened, with the reason of every provider', async () => {
    await expect(open('garbage', ['nonsense', 'cpu'])).rejects.toMatchObject({
      code: 'RC_RUNTIME_MODEL_UNOPENED',
      message: expect.stringMatching(/nonsense: .*; cpu: .*[Pp]rotobuf parsing failed/),
    });
    await expect(open('absent')).rejects.toMatchObject({ code: 'RC_RUNTIME_MODEL_UNOPENED' });
    await expect(open('float32', [])).rejects.toThrow(/none was named/);
    await expect(open('int32')).rejects.toMatchObject({ code: 'RC_RUNTIME_TYPE_UNSUPPORTED' });
  });

  it('refuses a wrong feed, names a failed run, and runs on after both', async () => {
    const session = await open('failing');
    const i = (value: bigint): Tensor => ({ type: 'int64', dims: [], data: BigInt64Array.of(value) });
    await expect(session.run({})).rejects.toMatchObject({ code: 'RC_RUNTIME_FEED_INVALID' });
    await expect(session.run({ i: i(7n) })).rejects.toMatchObject({ code: 'RC_RUNTIME_RUN_FAILED' });
    expect((await session.run({ i: i(1n) })).y).toMatchObject({ data: Float32Array.of(2) });
    await session.close();
  });

  it('gives up with the reason of the signal', async () => {
    const session = await open('float32');
    const x: Tensor = { type: 'float32', dims: [1, 2], data: new Float32Array(2) };
    await expect(session.run({ x }, { signal: AbortSignal.abort('before') })).rejects.toBe('before');
    const controller = new AbortController();
    const run = session.run({ x }, { signal: controller.signal });
    controller.abort('during');
    await expect(run).rejects.toBe('during');
    await session.close();
  });

  it('closes once, after what is running', async () => {
    const session = await open('float32');
    const run = session.run({ x: { type: 'float32', dims: [1, 2], data: Float32Array.of(3, 4) } });
    await Promise.all([session.close(), session.close()]);
    expect((await run).y).toMatchObject({ data: Float32Array.of(3, 4) });
    await expect(session.run({})).rejects.toMatchObject({ code: 'RC_RUNTIME_CLOSED' });
  });
});
