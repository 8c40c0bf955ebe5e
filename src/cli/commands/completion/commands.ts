import type { CommandRow } from '../../command.ts';

export const completionCommand: CommandRow = {
  name: 'completion',
  summary: 'Prints a script that completes commands and options in your shell',
  arguments: [{ name: 'shell', summary: 'bash or zsh', completion: ['bash', 'zsh'] }],
  examples: [
    { line: 'source <(roadcrew completion bash)', does: 'in ~/.bashrc' },
    { line: 'source <(roadcrew completion zsh)', does: 'in ~/.zshrc, after compinit' },
  ],
  load: async () => (await import('./completion.ts')).completion,
};
