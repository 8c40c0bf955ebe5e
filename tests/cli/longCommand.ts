// A program of one command for process.test.ts, run by the real main(): it waits until it is stopped.
import { z } from 'zod';
import { defineCommand } from '../../src/cli/command.ts';
import { main } from '../../src/cli/main.ts';

const load = async () =>
  defineCommand({
    input: z.strictObject({ stubborn: z.literal(true).optional() }),
    async run({ stubborn }, { stderr, signal, clock, onExit }) {
      onExit('farewell', () => stderr.write('cleaned up\n'));
      stderr.write('ready\n');
      await clock.sleep(60_000, stubborn ? undefined : signal);
      return { json: {}, text: 'never' };
    },
  });

await main(process.argv.slice(2), [
  {
    name: 'wait',
    summary: 'Waits',
    options: [{ flags: '--stubborn', summary: 'do not watch the signal' }],
    examples: [{ line: 'roadcrew wait', does: 'waits' }],
    load,
  },
]);
