import { registryError } from '../../../models/registry/errors.ts';
import type { LockEntry } from '../../../models/registry/lockFile.ts';
import type { Model } from '../../../models/registry/modelSchema.ts';
import type { CommandContext } from '../../command.ts';
import { askLine } from './askLine.ts';

/**
 * Sees to it that a licence that restricts use was accepted by its name: earlier, by `--accept-licence`, or now by
 * typing it. `--yes` alone accepts none.
 * @returns the acceptance to lock; `null` where none is needed
 * @throws RC_REGISTRY_LICENCE_NAME_WRONG, RC_REGISTRY_LICENCE_NOT_ACCEPTED
 */
export async function acceptLicence(
  context: Pick<CommandContext, 'stdin' | 'stderr' | 'signal' | 'json' | 'clock'>,
  { id, licence }: Pick<Model, 'id' | 'licence'>,
  { given, earlier }: { given: string | undefined; earlier: LockEntry['licence'] },
): Promise<LockEntry['licence']> {
  const { name, title, url, acceptance, note } = licence;
  if (given !== undefined && given !== name) {
    throw registryError('RC_REGISTRY_LICENCE_NAME_WRONG', { id, given, name, url });
  }
  if (acceptance === 'not-needed') return null;
  if (earlier?.name === name) return earlier;
  if (given === undefined) {
    const ask = askLine(context);
    const lines = [`${id} is under the ${title}: ${url}`, ...(note === undefined ? [] : [note])];
    if (ask !== undefined) context.stderr.write(`${lines.join('\n')}\n`);
    if ((await ask?.(`Type ${name} if you accept it:`)) !== name) {
      throw registryError('RC_REGISTRY_LICENCE_NOT_ACCEPTED', { id, title, url, name });
    }
  }
  return { name, acceptedAt: new Date(context.clock.now()).toISOString() };
}
