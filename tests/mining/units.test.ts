import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../deploy/systemd');
const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

it.skipIf(!hasAnalyze)('the systemd units are valid', () => {
  const copy = mkdtempSync(join(tmpdir(), 'units-'));
  try {
    // The program lies elsewhere on the machine that runs this.
    const service = readFileSync(join(folder, 'roadcrew.service'), 'utf8');
    const here = service.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
    expect(here).not.toBe(service);
    writeFileSync(join(copy, 'roadcrew.service'), here);
    writeFileSync(join(copy, 'roadcrew.socket'), readFileSync(join(folder, 'roadcrew.socket')));
    const units = ['roadcrew.service', 'roadcrew.socket'].map((name) => join(copy, name));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  } finally {
    rmSync(copy, { recursive: true });
  }
});

it('the service starts what there is', () => {
  const service = readFileSync(join(folder, 'roadcrew.service'), 'utf8');
  const [, words = ''] = /^ExecStart=\S+ \/opt\/roadcrew\/bin\/roadcrew\.js (.*)$/m.exec(service) ?? [];
  const bin = join(import.meta.dirname, '../../bin/roadcrew.js');
  const [command = ''] = words.split(' ');
  expect(execFileSync(process.execPath, [bin, command, '--help'], { encoding: 'utf8' })).toContain(
    'roadcrew mine',
  );
});
