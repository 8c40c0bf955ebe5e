import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CommandContext } from '../../command.ts';
import { cliError } from '../../errors.ts';

/**
 * How a command asks a question: on standard error, answered by a line.
 * @returns a function that asks `question` and gives the line, trimmed; `undefined` where nobody can be asked
 *   (standard input is no terminal, or `--json`). Ctrl-C and the end of the input throw RC_CLI_INTERRUPTED.
 */
export function askLine({
  stdin,
  stderr,
  signal,
  json,
}: Pick<CommandContext, 'stdin' | 'stderr' | 'signal' | 'json'>):
  | ((question: string) => Promise<string>)
  | undefined {
  if (json || stdin.isTTY !== true) return undefined;
  return (question) =>
    new Promise((resolve, reject) => {
      const output = new Writable({
        write(chunk: Buffer, _, done) {
          stderr.write(chunk.toString());
          done();
        },
      });
      const lines = createInterface({ input: stdin, output, terminal: false });
      const interrupted = (signalName: string) => {
        // The question's line is still open.
        stderr.write('\n');
        reject(cliError('RC_CLI_INTERRUPTED', { signal: signalName }));
      };
      let settled = false;
      const onAbort = () => {
        settled = true;
        interrupted('SIGINT');
        lines.close();
      };
      lines.once('line', (line) => {
        settled = true;
        resolve(line.trim());
        lines.close();
      });
      lines.once('close', () => {
        signal.removeEventListener('abort', onAbort);
        if (!settled) interrupted('the end of its input');
      });
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      stderr.write(`${question} `);
    });
}
