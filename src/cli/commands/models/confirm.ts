import { registryError } from '../../../models/registry/errors.ts';
import type { CommandContext } from '../../command.ts';
import { askLine } from './askLine.ts';

/**
 * Asks whether to do `action`; goes on only after a `y` or `yes`, or with `yes`.
 * @param about what the person should know, printed before the question
 * @throws RC_REGISTRY_CONFIRMATION_NEEDED where nobody can be asked, RC_REGISTRY_DECLINED
 */
export async function confirm(
  context: Pick<CommandContext, 'stdin' | 'stderr' | 'signal' | 'json'>,
  { action, about, yes }: { action: string; about: string; yes: boolean },
): Promise<void> {
  if (yes) return;
  const ask = askLine(context);
  if (ask === undefined) throw registryError('RC_REGISTRY_CONFIRMATION_NEEDED', { action });
  context.stderr.write(`${about}\n`);
  const question = `${action.charAt(0).toUpperCase()}${action.slice(1)}? [y/N]`;
  if (!/^y(?:es)?$/i.test(await ask(question))) throw registryError('RC_REGISTRY_DECLINED', { action });
}
