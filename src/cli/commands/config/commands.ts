import type { CommandGroup } from '../../command.ts';

export const configCommands: CommandGroup = {
  name: 'config',
  summary: 'Shows the configuration and where it comes from',
  commands: [
    {
      name: 'show',
      summary: 'Prints each value and where it came from, secrets masked',
      examples: [
        { line: 'roadcrew config show', does: 'what counts in this folder' },
        { line: 'roadcrew config show --config miner.yaml --json', does: 'another file, for programs' },
        { line: 'roadcrew config show --set logging.level=debug', does: 'what a setting would change' },
      ],
      load: async () => (await import('./configShow.ts')).configShow,
    },
    {
      name: 'path',
      summary: 'Prints the path of the configuration file',
      examples: [{ line: 'roadcrew config path', does: 'the file that is read, or would be' }],
      load: async () => (await import('./configPath.ts')).configPath,
    },
    {
      name: 'schema',
      summary: 'Prints the JSON Schema of the configuration file',
      examples: [
        { line: 'roadcrew config schema > roadcrew.schema.json', does: 'for completion in an editor' },
      ],
      load: async () => (await import('./configSchema.ts')).configSchema,
    },
  ],
};
