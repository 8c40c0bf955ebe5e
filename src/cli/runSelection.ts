import type { z } from 'zod';
import { describeIssue } from '../support/config/describeIssue.ts';
import type { Shutdown } from '../support/processes/createShutdown.ts';
import type { Selection } from './buildProgram.ts';
import type { CommandResult, CommandRow } from './command.ts';
import { createContext } from './createContext.ts';
import { cliError } from './errors.ts';
import type { Runtime } from './Runtime.ts';

/** How long a command may go on after an interrupt before its cleanups run without it. */
const stopLimitMs = 10_000;

/** What is wrong with an argument or option, under the name that was typed. */
function describeInput(issue: z.core.$ZodIssue, { arguments: words = [] }: CommandRow): string {
  const problem = describeIssue(issue);
  const [first] = issue.path;
  if (first === undefined || problem.startsWith('--')) return problem;
  const name = String(first).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const shown = words.some((word) => word.name === name) ? name : `--${name}`;
  return /^(must|does|is) /.test(problem) ? `${shown} ${problem}` : `${shown}: ${problem}`;
}

/**
 * Loads the selected command, checks its input and runs it. After an interrupt the command has ten seconds to come
 * to its end.
 * @param print prints what the command announces
 * @throws RC_CLI_USAGE when the command refuses its input, and whatever the command throws
 */
export async function runSelection(
  selection: Selection,
  runtime: Runtime,
  shutdown: Shutdown,
  print: (result: Pick<CommandResult, 'json' | 'text'>) => void,
): Promise<CommandResult> {
  const { row } = selection;
  const { interrupt, clock } = runtime;
  const command = await row.load();
  const checked = command.input.safeParse(selection.input);
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => describeInput(issue, row));
    throw cliError('RC_CLI_USAGE', {
      problem: problems.join('; '),
      suggestion: `\`${row.examples[0].line}\` is an example; --help shows all that it takes.`,
    });
  }
  const context = createContext(selection, runtime, shutdown, print);

  const ended = new AbortController();
  const patience = new Promise<never>((_, reject) => {
    const wait = () => {
      clock.sleep(stopLimitMs, ended.signal).then(
        () => reject(interrupt.reason),
        () => {},
      );
    };
    if (interrupt.aborted) wait();
    else interrupt.addEventListener('abort', wait, { once: true, signal: ended.signal });
  });
  try {
    // Checked by the command's own schema just above.
    return await Promise.race([command.run(checked.data as never, context), patience]);
  } finally {
    ended.abort();
  }
}
