import { resolve } from 'node:path';
import { z } from 'zod';
import { findConfigFile } from '../../../operations/config/findConfigFile.ts';
import { createSetup, type SetupPlan } from '../../../operations/setup/createSetup.ts';
import { setupError } from '../../../operations/setup/errors.ts';
import { refuseExisting } from '../../../operations/setup/refuseExisting.ts';
import { writeConfiguration } from '../../../operations/setup/writeConfiguration.ts';
import { systemRandom } from '../../../support/random/systemRandom.ts';
import { redacted } from '../../../support/redaction/redactText.ts';
import { defineCommand } from '../../command.ts';
import { askLine } from '../models/askLine.ts';

const input = z.strictObject({
  yes: z.literal(true).optional(),
  fromEnv: z.string().min(1).optional(),
  force: z.literal(true).optional(),
  stdout: z.literal(true).optional(),
});

const describeMove = ({ settings, notTaken }: NonNullable<SetupPlan['moved']>): string[] => [
  ...settings.map(({ flag, path, value }) => `  ${flag} is now ${path}: ${value}`),
  ...(notTaken.length > 0 ? ['Not taken over:'] : []),
  ...notTaken.map(({ name, why }) => `  ${name}: ${why}`),
];

export const init = defineCommand({
  input,
  async run({ yes, fromEnv, force, stdout }, context) {
    const { cwd, env, configFile, stderr } = context;
    const path = resolve(cwd, findConfigFile({ env, file: configFile }).path);
    if (!stdout && !force) await refuseExisting(path);
    const ask = yes || fromEnv !== undefined ? null : askLine(context);
    if (ask === undefined) throw setupError('RC_SETUP_ANSWERS_NEEDED');
    const plan = await createSetup({
      path,
      envFile: fromEnv === undefined ? null : resolve(cwd, fromEnv),
      ask,
      tell: (line) => stderr.write(`${line}\n`),
      home: env.HOME,
      random: systemRandom,
    });
    const { text, values, moved, restToken } = plan;
    const json = {
      file: path,
      values: Object.fromEntries(
        values.map(({ path: at, value, secret }) => [at, secret ? redacted : value]),
      ),
      moved: moved && {
        taken: moved.settings.map(({ flag, path: at }) => ({ name: flag, path: at })),
        notTaken: moved.notTaken,
      },
      restToken,
    };
    const notes = [
      ...(moved === null ? [] : describeMove(moved)),
      ...(restToken === null
        ? []
        : [`Token of the REST API: ${restToken}`, '  It is not shown again: the file holds its hash.']),
    ];
    if (stdout) {
      if (!context.json && notes.length > 0) stderr.write(`${notes.join('\n')}\n`);
      return { json: { ...json, written: false, backup: null, yaml: text }, text: text.trimEnd() };
    }
    const { backup } = await writeConfiguration(path, text, { force: force === true });
    return {
      json: { ...json, written: true, backup },
      text: [
        ...notes,
        `Wrote ${path}, readable by you alone.`,
        ...(backup === null ? [] : [`The old one is ${backup}.`]),
        'Next:',
        '  roadcrew wallet list     is the hotkey here?',
        '  roadcrew config show     every value, and where it comes from',
        values.some(({ path: at }) => at.startsWith('metagraph.'))
          ? '  roadcrew mine            starts the miner'
          : '  roadcrew mine --validators FILE    starts the miner; the file lists who may call, an address a line',
      ].join('\n'),
    };
  },
});
