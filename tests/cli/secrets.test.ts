import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandEntry, defineCommand } from '../../src/cli/command.ts';
import { describeConfiguration } from '../../src/operations/config/describeConfiguration.ts';
import { resolveConfig } from '../../src/support/config/resolveConfig.ts';
import { secretField } from '../../src/support/config/secretField.ts';
import { defineErrors } from '../../src/support/errors/defineErrors.ts';
import { findLeaks, plantedSecrets } from '../support/plantedSecrets.ts';
import { runCommandLine } from '../support/runCommandLine.ts';

const { mnemonic12, mnemonic24, privateKey, seed, password } = plantedSecrets;

const careless = defineErrors({
  RC_TEST_CARELESS: {
    message: 'Could not use {phrase} and {key}.',
    hint: 'Check --password={password} and {phrase}.',
  },
});

/** A command that does everything wrong that a command can do wrong. */
const table = (how: string): CommandEntry[] => [
  {
    name: 'leak',
    summary: 'Leaks',
    examples: [{ line: 'roadcrew leak', does: 'leaks' }],
    load: async () =>
      defineCommand({
        input: z.strictObject({}),
        run(_, { logger }) {
          logger.debug(`importing ${mnemonic24}`, { secretPhrase: mnemonic12, key: privateKey });
          logger.error('failed', {
            error: new Error(`bad key ${privateKey}`, { cause: mnemonic12 }),
            password,
          });
          const cause = new Error(`cause ${mnemonic12}`, { cause: new Error(`seed ${seed}`) });
          if (how === 'unknown') throw new TypeError(`key ${privateKey} and ${mnemonic24}`, { cause });
          throw careless(
            'RC_TEST_CARELESS',
            {
              phrase: mnemonic24,
              key: privateKey,
              password,
              nested: { secretSeed: seed, list: mnemonic12.split(' ') },
            },
            cause,
          );
        },
      }),
  },
];

describe('planted secrets', () => {
  it('would be found if they were printed', () => {
    for (const secret of Object.values(plantedSecrets)) expect(findLeaks(`x ${secret} y`)).toContain(secret);
    expect(findLeaks(`… ${mnemonic12.split(' ').slice(4, 7).join(' ')} …`)).toEqual([mnemonic12]);
    expect(findLeaks('nothing at all')).toEqual([]);
  });

  it.each(['unknown', 'careless'])(
    'are in no output of a command that fails with an error that is %s',
    async (how) => {
      for (const args of [[], ['--json'], ['--verbose'], ['--verbose', '--json'], ['--quiet']]) {
        const outcome = await runCommandLine(['leak', ...args], {
          commands: table(how),
          env: { BT_PW_X: password },
        });
        expect(outcome.status).toBe(1);
        expect(outcome.stdout + outcome.stderr).toContain('RC_');
        expect(findLeaks(outcome.stdout + outcome.stderr), args.join(' ')).toEqual([]);
      }
    },
  );

  it('are masked in what `config show` prints, by mark, by name and by look', () => {
    const sections = {
      room: z.strictObject({
        relay: secretField(z.string()).optional(),
        password: z.string().optional(),
        note: z.string().default(`see ${mnemonic24}`),
        keys: z.array(z.string()).default([]),
        map: z.record(z.string(), z.string()).default({}),
      }),
    };
    const { entries } = resolveConfig(sections, {
      file: {
        path: 'x.yaml',
        text: JSON.stringify({ room: { relay: password, map: { a: privateKey, token: password } } }),
      },
      env: { ROADCREW_ROOM__PASSWORD: password },
      flags: [{ path: 'room.keys', value: `${privateKey},${seed}`, flag: '--set' }],
    });
    const lines = describeConfiguration(entries);
    expect(findLeaks(JSON.stringify(lines))).toEqual([]);
    expect(lines.map(({ path, secret }) => [path, secret])).toContainEqual(['room.relay', true]);
  });

  it('are not repeated by the problem or the usage error that they cause', async () => {
    const attempts = [
      ['config', 'show', '--set', `axon.port=${mnemonic12}`],
      ['config', 'show', '--set', `logging.level=${privateKey}`],
      ['config', 'show', mnemonic12],
      ['config', mnemonic24],
      [privateKey],
      [`--password=${password}`],
    ];
    for (const line of attempts) {
      const outcome = await runCommandLine(line);
      expect(outcome.status).not.toBe(0);
      expect(findLeaks(outcome.stdout + outcome.stderr), line.slice(0, 2).join(' ')).toEqual([]);
    }
  });
});
