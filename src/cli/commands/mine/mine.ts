import { z } from 'zod';
import { findHotkey } from '../../../mining/supervisor/findHotkey.ts';
import { listenToSignals } from '../../../mining/supervisor/listenToSignals.ts';
import { startSupervisor } from '../../../mining/supervisor/startSupervisor.ts';
import { requireRelease } from '../../../models/releases/requireRelease.ts';
import { systemRandom } from '../../../support/random/systemRandom.ts';
import { defineCommand } from '../../command.ts';
import { describeMine } from './describeMine.ts';
import { toMinerValues } from './toMinerValues.ts';

export const mine = defineCommand({
  input: z.strictObject({}),
  async run(_, context) {
    const { cwd, env, clock, signal, logger } = context;
    const configuration = await context.loadConfig();
    const { file: configFile, values } = configuration;
    const { hotkey, warnings } = await findHotkey({
      ...{ given: values.miner.hotkey, wallet: values.wallet, home: env.HOME },
    });
    for (const warning of warnings) logger.warn(warning);

    const minerValues = toMinerValues(configuration, cwd);
    if (minerValues.detector.release !== undefined) await requireRelease(minerValues.detector.release);

    const supervisor = await context.progress('Loading the model', () =>
      startSupervisor({
        ...{ hotkey, configFile, env, clock, logger, signal, random: systemRandom, cwd },
        values: minerValues,
        load: async () => toMinerValues(await context.loadConfig(), cwd),
      }),
    );
    context.onExit('processes of the miner', supervisor.close, 20_000);
    context.onExit('signals', listenToSignals(supervisor, { logger }));
    context.announce(describeMine(supervisor, hotkey, configFile));
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    logger.info('Stopping: what is in flight is answered first.');
    await supervisor.close();
    logger.info('Stopped.');
    return { json: {}, text: '' };
  },
});
