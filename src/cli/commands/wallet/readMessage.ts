import { z } from 'zod';
import type { CommandContext } from '../../command.ts';
import { cliError } from '../../errors.ts';

/** The two ways to give a message; exactly one has to be used. */
export const messageInput = z.strictObject({
  message: z.string().optional(),
  stdin: z.literal(true).optional(),
});

const MAX_SIZE = 64 * 1024 * 1024;

/**
 * The bytes of the message.
 * @throws RC_CLI_USAGE for none or both ways, or a message beyond 64 MiB
 */
export async function readMessage(
  { message, stdin }: z.infer<typeof messageInput>,
  context: Pick<CommandContext, 'stdin'>,
): Promise<Uint8Array> {
  const refuse = (problem: string) =>
    cliError('RC_CLI_USAGE', { problem, suggestion: 'Give the message by --message <text>, or by --stdin.' });
  if ((message === undefined) === (stdin === undefined)) {
    throw refuse(stdin ? '--message and --stdin exclude each other' : 'there is no message');
  }
  if (message !== undefined) return Buffer.from(message);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_SIZE) throw refuse('the message is larger than 64 MiB');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
