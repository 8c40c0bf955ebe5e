import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

describe('the host of a pool', () => {
  it('loads neither the image library nor the model runtime, which may crash', () => {
    const urls = ['configSchema.ts', 'createInferencePool.ts', 'createInferenceMetrics.ts'].map((name) =>
      fileURLToPath(new URL(name, import.meta.url)),
    );
    const script = `
      for (const url of ${JSON.stringify(urls)}) await import(url);
      const { sharedObjects } = process.report.getReport();
      console.log(sharedObjects.length > 3, sharedObjects.filter((path) => /sharp|vips|onnxruntime/.test(path)));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('true []\n');
  });
});
