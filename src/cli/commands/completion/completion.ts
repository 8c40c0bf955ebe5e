import { z } from 'zod';
import { defineCommand } from '../../command.ts';
import { bashCompletion } from '../../completion/bashCompletion.ts';
import { zshCompletion } from '../../completion/zshCompletion.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion } as const;

export const completion = defineCommand({
  input: z.strictObject({ shell: z.enum(['bash', 'zsh']) }),
  run({ shell }, { commands }) {
    const script = scripts[shell](commands);
    return { json: { shell, script }, text: script };
  },
});
