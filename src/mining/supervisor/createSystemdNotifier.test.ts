import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { systemClock } from '../../support/clock/systemClock.ts';
import { createSystemdNotifier } from './createSystemdNotifier.ts';

const world = (env: Record<string, string>) => {
  const clock = createManualClock();
  const said: string[] = [];
  const failures: unknown[] = [];
  let isLive = true;
  let works = true;
  const notifier = createSystemdNotifier({
    ...{ env, pid: 42, clock, isLive: () => isLive, failed: (error) => void failures.push(error) },
    async run(words) {
      if (!works) throw new Error('no such program');
      said.push(words.join(' '));
    },
  });
  return {
    ...{ clock, said, failures, notifier },
    die() {
      isLive = false;
    },
    breakIt() {
      works = false;
    },
  };
};

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('createSystemdNotifier', () => {
  it('says nothing where nobody asked', async () => {
    const { notifier, said, clock } = world({ WATCHDOG_USEC: '1000000' });
    notifier.ready('x');
    notifier.reloading();
    await notifier.stopping();
    expect([notifier.enabled, said, clock.sleepers]).toEqual([false, [], 0]);
  });

  it('says what happens, in its order, one line each', async () => {
    const { notifier, said } = world({ NOTIFY_SOCKET: '/run/n' });
    notifier.ready('answering\n2 validators');
    notifier.reloading();
    notifier.status('same');
    notifier.status('same');
    await notifier.stopping();
    expect(said).toEqual([
      'READY=1 MAINPID=42 STATUS=answering 2 validators',
      'RELOADING=1',
      'STATUS=same',
      'STOPPING=1',
    ]);
  });

  it('feeds the watchdog twice a period, and only while all is well', async () => {
    const { notifier, said, clock, die } = world({ NOTIFY_SOCKET: '/run/n', WATCHDOG_USEC: '60000000' });
    await clock.advance(60_000);
    expect(said).toEqual(['WATCHDOG=1', 'WATCHDOG=1']);
    die();
    await clock.advance(120_000);
    expect(said.length).toBe(2);
    notifier.close();
    await clock.advance(60_000);
    expect(clock.sleepers).toBe(0);
  });

  it('leaves a watchdog alone that is meant for another process', () => {
    expect(world({ NOTIFY_SOCKET: '/n', WATCHDOG_USEC: '1000000', WATCHDOG_PID: '43' }).clock.sleepers).toBe(
      0,
    );
    expect(world({ NOTIFY_SOCKET: '/n', WATCHDOG_USEC: '1000000', WATCHDOG_PID: '42' }).clock.sleepers).toBe(
      1,
    );
  });

  it('tells once that systemd-notify does not work, and goes on', async () => {
    const { notifier, failures, breakIt } = world({ NOTIFY_SOCKET: '/run/n' });
    breakIt();
    notifier.reloading();
    await notifier.stopping();
    expect(failures.length).toBe(1);
  });

  it.skipIf(!has('systemd-notify') || !has('python3'))('reaches a real datagram socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notify-'));
    const path = join(folder, 'socket');
    const receiver =
      'import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\n' +
      'print("bound",flush=True)\nfor _ in range(2): print(s.recvmsg(4096,4096)[0].decode().replace("\\n","|"),flush=True)\n';
    const python = spawn('python3', ['-c', receiver, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    python.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(python.stdout, 'data');
    const failures: unknown[] = [];
    const notifier = createSystemdNotifier({
      ...{ env: { NOTIFY_SOCKET: path }, pid: process.pid, clock: systemClock, isLive: () => true },
      failed: (error) => void failures.push(error),
    });
    notifier.ready('answering 3 validators');
    await once(python, 'close');
    python.kill();
    expect(failures).toEqual([]);
    expect(output).toContain(`READY=1|MAINPID=${process.pid}|STATUS=answering 3 validators`);
    await rm(folder, { recursive: true });
  });
});
