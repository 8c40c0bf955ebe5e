import { StringDecoder } from 'node:string_decoder';
import type { CommandContext } from './command.ts';
import { cliError } from './errors.ts';

type Terminal = CommandContext['stdin'] & { setRawMode(raw: boolean): unknown };

const isTerminal = (stdin: CommandContext['stdin']): stdin is Terminal =>
  stdin.isTTY === true && 'setRawMode' in stdin && typeof stdin.setRawMode === 'function';

const KEYS = {
  enter: '\r\n',
  interrupt: '\u0003',
  end: '\u0004',
  erase: '\u0008\u007f',
  eraseAll: '\u0015',
};

/** Reads one line of typed characters without showing them. */
const readHidden = (stdin: Terminal, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let typed: string[] = [];
    const finish = (settle: () => void) => {
      stdin.off('data', onData);
      signal.removeEventListener('abort', onAbort);
      stdin.setRawMode(false);
      stdin.pause();
      settle();
    };
    const interrupted = () => cliError('RC_CLI_INTERRUPTED', { signal: 'SIGINT' });
    const onAbort = () => finish(() => reject(interrupted()));
    const onData = (chunk: Buffer | string) => {
      for (const key of typeof chunk === 'string' ? chunk : decoder.write(chunk)) {
        // In raw mode the terminal no longer makes a signal of Ctrl-C.
        if (key === KEYS.interrupt || key === KEYS.end) return finish(() => reject(interrupted()));
        if (KEYS.enter.includes(key)) return finish(() => resolve(typed.join('')));
        if (KEYS.erase.includes(key)) typed.pop();
        else if (key === KEYS.eraseAll) typed = [];
        else typed.push(key);
      }
    };
    stdin.setRawMode(true);
    stdin.on('data', onData);
    signal.addEventListener('abort', onAbort, { once: true });
    stdin.resume();
  });

/**
 * How a command asks for a password: on standard error, without echo.
 * @returns a function that asks for the password of `what`; `undefined` where nobody can be asked (standard input is
 *   no terminal, or `--json`).
 */
export function askPassword({
  stdin,
  stderr,
  signal,
  json,
}: Pick<CommandContext, 'stdin' | 'stderr' | 'signal' | 'json'>):
  | ((what: string) => Promise<string>)
  | undefined {
  if (json || !isTerminal(stdin)) return undefined;
  return async (what) => {
    stderr.write(`Password of ${what}: `);
    try {
      return await readHidden(stdin, signal);
    } finally {
      stderr.write('\n');
    }
  };
}
