import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTestRelease } from '../../../../tests/models/writeTestRelease.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-telemetry-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('onnxRuntime', () => {
  it('keeps telemetry from leaving anything in the home and the temporary folder', async () => {
    const release = await writeTestRelease(join(folder, 'release'), { id: 'quiet-1' });
    const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
    for (const path of [home, temporary]) mkdirSync(path);
    const script = `
      const { openOnnxSession } = await import(${JSON.stringify(join(import.meta.dirname, 'openOnnxSession.ts'))});
      const path = ${JSON.stringify(join(release, '..', 'head.onnx'))};
      const session = await openOnnxSession({ path, providers: ['cpu'], threads: 1 });
      console.log(session.outputs.length);
      await session.close();
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary },
    });
    expect(stdout + stderr).toBe('1\n');
    expect([...readdirSync(home), ...readdirSync(temporary)]).toEqual([]);
  });

  it('is the only file that loads the library', () => {
    const source = join(import.meta.dirname, '../../..');
    const loads =
      /^import (?!type )[^;]*'onnxruntime-node'|import\('onnxruntime-node'\)|require\('onnxruntime-node'\)/m;
    const files = globSync('**/*.ts', { cwd: source, exclude: (name) => name.endsWith('.test.ts') });
    expect(files.filter((name) => loads.test(readFileSync(join(source, name), 'utf8')))).toEqual([
      'models/runtimes/onnx/onnxRuntime.ts',
    ]);
  });
});
