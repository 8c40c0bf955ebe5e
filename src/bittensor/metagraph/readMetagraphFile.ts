import { checkHotkeys } from './checkHotkeys.ts';
import { metagraphError } from './errors.ts';
import { type MetagraphSnapshot, metagraphSnapshotSchema } from './metagraphSnapshot.ts';
import { readTextFile } from './readTextFile.ts';

/** Enough to see what is wrong; a file of another form has one for every neuron. */
const mostProblems = 5;

/**
 * Reads a snapshot of a metagraph: JSON in the form of `metagraphSnapshotSchema`.
 * @param options.netuid of the subnet that it must be of; without it any
 * @throws RC_METAGRAPH_UNREADABLE, RC_METAGRAPH_NOT_JSON, RC_METAGRAPH_INVALID, RC_METAGRAPH_HOTKEY_INVALID,
 *   RC_METAGRAPH_HOTKEY_TWICE, RC_METAGRAPH_OTHER_SUBNET
 */
export async function readMetagraphFile(
  file: string,
  { netuid }: { readonly netuid?: number | undefined } = {},
): Promise<MetagraphSnapshot> {
  const text = await readTextFile(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'it cannot be parsed';
    throw metagraphError('RC_METAGRAPH_NOT_JSON', { file, reason }, error);
  }
  const { data, error } = metagraphSnapshotSchema.safeParse(json);
  if (data === undefined) {
    const problems = error.issues
      .slice(0, mostProblems)
      .map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
      .join('; ');
    throw metagraphError('RC_METAGRAPH_INVALID', { file, problems }, error);
  }
  if (netuid !== undefined && data.netuid !== netuid) {
    throw metagraphError('RC_METAGRAPH_OTHER_SUBNET', { file, found: data.netuid, expected: netuid });
  }
  checkHotkeys(
    file,
    data.neurons.map(({ hotkey }, index) => ({ hotkey, place: `neurons.${index}` })),
  );
  return data;
}
