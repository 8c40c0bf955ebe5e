import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Parts, PartsInput } from './measureParts.ts';

/** Times the parts of the official axon's work on the same call. @throws Error when the script fails. */
export function measurePythonParts(python: string, input: PartsInput): Parts {
  const script = fileURLToPath(new URL('./python/measure_parts.py', import.meta.url));
  const run = spawnSync(python, [script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    timeout: 120_000,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`measure_parts.py ended with ${run.status ?? run.error?.message}.`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Parts;
}
