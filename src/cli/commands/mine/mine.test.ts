import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../tests/support/runCommandLine.ts';
import { systemClock } from '../../../support/clock/systemClock.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-mine-'));
const hotkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
writeFileSync(join(folder, 'validators.txt'), `${hotkey}\n`);
afterAll(() => rmSync(folder, { recursive: true }));

const mine = async (...words: string[]) => {
  const world = { cwd: folder, env: { HOME: folder }, clock: systemClock };
  const { status, stdout } = await runCommandLine(['mine', '--json', ...words], world);
  return { status, error: (JSON.parse(stdout) as { error?: { code: string; hint: string } }).error };
};

describe('roadcrew mine', () => {
  it('says what to do without a hotkey', async () => {
    expect(await mine('--validators', 'validators.txt')).toMatchObject({
      ...{ status: 1, error: { code: 'RC_SUPERVISOR_NO_HOTKEY', hint: expect.stringContaining('--hotkey') } },
    });
  });

  it('says what to do without any source of validators', async () => {
    expect(await mine('--hotkey', hotkey)).toMatchObject({
      status: 1,
      error: { code: 'RC_SUPERVISOR_NO_VALIDATORS', hint: expect.stringContaining('--metagraph') },
    });
  });

  it('refuses an address that is none', async () => {
    expect((await mine('--hotkey', 'x', '--validators', 'validators.txt')).error?.code).toBe(
      'RC_CONFIG_INVALID',
    );
  });

  it('says that the port is taken, and starts nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const words = ['--hotkey', hotkey, '--validators', 'validators.txt', '--set', 'axon.host=127.0.0.1'];
    expect(await mine(...words, '--port', String(port))).toMatchObject({
      ...{ status: 1, error: { code: 'RC_AXON_PORT_IN_USE' } },
    });
    other.close();
  });

  it('says what is wrong with a release, and leaves nothing', async () => {
    const words = ['--hotkey', hotkey, '--validators', 'validators.txt', '--set', 'axon.host=127.0.0.1'];
    const ports = ['--port', '0', '--set', 'admin.port=0'];
    const { status, error } = await mine(...words, ...ports, '--release', 'nowhere');
    expect({ status, code: error?.code }).toEqual({
      status: 1,
      code: expect.stringMatching(/^RC_(INFERENCE|RELEASE)_/),
    });
  });
});
