import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandLineWorld, runCommandLine } from '../../tests/support/runCommandLine.ts';
import { createManualClock } from '../support/clock/createManualClock.ts';
import { defineErrors } from '../support/errors/defineErrors.ts';
import { type Command, type CommandEntry, defineCommand } from './command.ts';

const testError = defineErrors({
  RC_TEST_BROKEN: { message: 'It broke at {place}.', hint: 'Mend it.' },
});

const greet = defineCommand({
  input: z.strictObject({
    name: z.string(),
    times: z.coerce.number().int().min(1).optional(),
    tag: z.array(z.string()).optional(),
    dryRun: z.literal(true).optional(),
  }),
  run: (input) => ({ json: { ...input, big: 2n ** 64n }, text: `Hello ${input.name}` }),
});

const table = (extra?: Command): CommandEntry[] => [
  {
    name: 'greet',
    summary: 'Greets somebody',
    arguments: [{ name: 'name', summary: 'who' }],
    options: [
      { flags: '-t, --times <number>', summary: 'how often' },
      { flags: '--tag <word>', summary: 'a tag', repeatable: true },
      { flags: '--dry-run', summary: 'greet nobody' },
    ],
    examples: [{ line: 'roadcrew greet Ada', does: 'greets Ada' }],
    load: async () => greet,
  },
  {
    name: 'group',
    summary: 'Holds commands',
    commands: [
      {
        name: 'inner',
        summary: 'The inner one',
        examples: [{ line: 'roadcrew group inner', does: 'runs it' }],
        load: async () => extra ?? greet,
      },
    ],
  },
];

const call = (args: string[], world: CommandLineWorld & { extra?: Command['run'] } = {}) => {
  const { extra, ...rest } = world;
  return runCommandLine(args, {
    ...rest,
    commands: table(extra && { input: z.strictObject({}), run: extra }),
  });
};

describe('runCli', () => {
  it('prints the text of a result, or with --json its one object', async () => {
    expect(await call(['greet', 'Ada'])).toEqual({ status: 0, stdout: 'Hello Ada\n', stderr: '' });
    const json = await call(['greet', 'Ada', '-t', '3', '--tag', 'a', '--tag', 'b', '--dry-run', '--json']);
    expect(json.status).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual({
      name: 'Ada',
      times: 3,
      tag: ['a', 'b'],
      dryRun: true,
      big: '18446744073709551616',
    });
  });

  it('takes global options before the command too', async () => {
    const { stdout } = await call(['--json', 'greet', 'Ada']);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Ada' });
  });

  it.each([
    [['gret', 'Ada'], 'greet'],
    [['group', 'iner'], 'inner'],
    [['greet', 'Ada', '--tims', '3'], '--times'],
    [['greet', 'Ada', '--jsn'], '--json'],
  ])('answers %j with exit status 2 and "did you mean %s"', async (args, meant) => {
    const { status, stdout, stderr } = await call(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('error RC_CLI_USAGE: ');
    expect(stderr).toContain(`  hint: Did you mean ${meant}?`);
  });

  it.each([
    [['greet']],
    [['greet', 'a', 'b']],
    [['greet', 'a', '-t']],
    [['greet', 'a', '-t', 'x']],
    [['group']],
    [[]],
  ])('answers %j with exit status 2, with --json as one object', async (args) => {
    expect((await call(args)).status).toBe(2);
    const { status, stdout, stderr } = await call([...args, '--json']);
    expect(status).toBe(2);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'RC_CLI_USAGE', hint: expect.any(String) });
  });

  it('shows help with examples for every command, on standard output', async () => {
    for (const args of [
      ['greet', '--help'],
      ['help', 'greet'],
      ['greet', 'Ada', '-h'],
    ]) {
      const { status, stdout } = await call(args);
      expect(status).toBe(0);
      expect(stdout).toContain('Usage: roadcrew greet');
      expect(stdout).toContain('roadcrew greet Ada  greets Ada');
      expect(stdout).toContain('--json');
    }
    expect((await call(['--help'])).stdout).toContain('Greets somebody');
    const { stdout } = await call(['group', 'inner', '--help', '--json']);
    expect(JSON.parse(stdout).help).toMatchObject({
      command: 'roadcrew group inner',
      summary: 'The inner one',
    });
  });

  it('prints its version', async () => {
    expect((await call(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(JSON.parse((await call(['--version', '--json'])).stdout)).toEqual({ version: expect.any(String) });
  });

  it('turns a RoadcrewError into exit status 1, its code and its hint', async () => {
    const extra = () => {
      throw testError('RC_TEST_BROKEN', { place: 'home' });
    };
    expect(await call(['group', 'inner'], { extra })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'error RC_TEST_BROKEN: It broke at home.\n  hint: Mend it.\n',
    });
    const { status, stdout } = await call(['group', 'inner', '--json'], { extra });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'RC_TEST_BROKEN',
        message: 'It broke at home.',
        hint: 'Mend it.',
        details: { place: 'home' },
      },
    });
  });

  it('calls anything else unexpected, and shows its stack only when asked', async () => {
    const extra = () => {
      throw new TypeError('x is not a function');
    };
    const plain = await call(['group', 'inner'], { extra });
    expect(plain.status).toBe(1);
    expect(plain.stderr).toContain('error RC_INTERNAL_UNEXPECTED: ');
    expect(plain.stderr).toContain('x is not a function');
    expect(plain.stderr).not.toContain('runCli.test.ts');
    expect((await call(['group', 'inner', '--verbose'], { extra })).stderr).toContain('runCli.test.ts');
    expect((await call(['group', 'inner'], { extra, env: { ROADCREW_DEBUG: '1' } })).stderr).toContain(
      'runCli.test.ts',
    );
  });

  it('stops a command by its signal, runs its cleanups and exits 130 or 143', async () => {
    for (const [name, expected] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const controller = new AbortController();
      const order: string[] = [];
      const extra: Command['run'] = async (_, context) => {
        context.onExit('first', () => order.push('first'));
        context.onExit('second', () => order.push('second'));
        setImmediate(() => controller.abort(name));
        await context.clock.sleep(60_000, context.signal);
        return { json: {}, text: 'never' };
      };
      const { status, stdout } = await call(['group', 'inner', '--json'], {
        extra,
        interrupt: controller.signal,
      });
      expect(status).toBe(expected);
      expect(order).toEqual(['second', 'first']);
      expect(JSON.parse(stdout).error.code).toBe('RC_CLI_INTERRUPTED');
    }
  });

  it('runs the cleanups of a command that does not stop, ten seconds after the interrupt', async () => {
    const clock = createManualClock();
    const controller = new AbortController();
    let cleaned = false;
    const extra: Command['run'] = (_, context) => {
      context.onExit('cleanup', () => {
        cleaned = true;
      });
      return new Promise(() => {});
    };
    const running = call(['group', 'inner'], { extra, clock, interrupt: controller.signal });
    await clock.advance(60_000);
    controller.abort('SIGTERM');
    await clock.advance(9_999);
    expect(cleaned).toBe(false);
    await clock.advance(1);
    expect(await running).toMatchObject({
      status: 143,
      stderr: expect.stringContaining('RC_CLI_INTERRUPTED'),
    });
    expect(cleaned).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  it('lets --quiet and --verbose choose the logs, else the environment, and never standard output', async () => {
    const extra: Command['run'] = (_, { logger }) => {
      for (const level of ['debug', 'info', 'error'] as const) logger[level](`a line of ${level}`);
      return { json: {}, text: '' };
    };
    const levels = async (args: string[], env = {}) => {
      const { stdout, stderr } = await call(['group', 'inner', ...args], { extra, env });
      expect(stdout).toBe('');
      return stderr
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { level: string }).level);
    };
    expect(await levels([])).toEqual(['info', 'error']);
    expect(await levels(['-q'])).toEqual(['error']);
    expect(await levels(['--verbose'])).toEqual(['debug', 'info', 'error']);
    expect(await levels([], { ROADCREW_LOGGING__LEVEL: 'error' })).toEqual(['error']);
    expect(await levels(['--verbose'], { ROADCREW_LOGGING__LEVEL: 'error' })).toHaveLength(3);
  });
});
