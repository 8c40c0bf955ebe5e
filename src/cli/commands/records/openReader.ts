import { openRecordsReader, type RecordsReader } from '../../../records/reader/openRecordsReader.ts';
import { systemRandom } from '../../../support/random/systemRandom.ts';
import type { CommandContext } from '../../command.ts';

/** The records that the configuration names; closed when the command ends. */
export async function openReader(
  context: Pick<CommandContext, 'loadConfig' | 'cwd' | 'clock' | 'onExit'>,
  write = false,
): Promise<RecordsReader> {
  const { records: config } = (await context.loadConfig()).values;
  const { cwd, clock } = context;
  const reader = await openRecordsReader({ config, cwd, clock, random: systemRandom, write });
  context.onExit('records reader', () => reader.close());
  return reader;
}
