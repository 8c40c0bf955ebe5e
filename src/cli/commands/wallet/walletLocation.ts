import type { CommandContext } from '../../command.ts';

/** The wallet and the hotkey that the configuration and the command line name. */
export async function walletLocation(
  context: Pick<CommandContext, 'loadConfig' | 'env'>,
): Promise<{ path: string; wallet: string; hotkey: string; home: string | undefined }> {
  const { path, name, hotkey } = (await context.loadConfig()).values.wallet;
  return { path, wallet: name, hotkey, home: context.env.HOME };
}
