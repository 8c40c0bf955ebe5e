import type { ArgumentRow, CommandGroup, OptionRow } from '../../command.ts';

const model: ArgumentRow = {
  name: 'model',
  summary: 'id of the model, with or without its owner',
  completion: 'none',
};
const yes: OptionRow = { flags: '-y, --yes', summary: 'do not ask; accepts no licence' };
const folder: OptionRow = {
  flags: '--folder <folder>',
  summary: 'folder of the models (default: $XDG_DATA_HOME/roadcrew/models)',
  completion: 'folder',
  config: 'models.folder',
};

export const modelsCommands: CommandGroup = {
  name: 'models',
  summary: 'Lists, pulls, verifies and removes models',
  commands: [
    {
      name: 'list',
      summary: 'Lists the models, their licences and sizes, and which are installed',
      options: [folder],
      examples: [
        { line: 'roadcrew models list', does: 'a table' },
        { line: 'roadcrew models list --json', does: 'all facts, and where they are from' },
      ],
      load: async () => (await import('./modelsList.ts')).modelsList,
    },
    {
      name: 'pull',
      summary: 'Fetches a model, or goes on with it, and locks its checksums',
      arguments: [model],
      options: [
        folder,
        yes,
        {
          flags: '--accept-licence <name>',
          summary: 'accept the licence of that name, which you have read',
          completion: 'none',
        },
        { flags: '--update', summary: 'take the newest files, also where older ones are locked' },
        { flags: '--locked', summary: 'keep to the locked commit; do not ask whether there is a newer one' },
        { flags: '--dry-run', summary: 'show what would be fetched' },
      ],
      examples: [
        { line: 'roadcrew models pull dinov2-base', does: 'shows the plan and asks' },
        {
          line: 'roadcrew models pull dinov3-vitl16-pretrain-lvd1689m --accept-licence dinov3-license --yes',
          does: 'unattended; HF_TOKEN holds the token of an account that has access',
        },
        { line: 'roadcrew models pull dinov2-base --locked --yes', does: 'as locked, e.g. when deploying' },
      ],
      load: async () => (await import('./modelsPull.ts')).modelsPull,
    },
    {
      name: 'verify',
      summary:
        'Reads installed models again and compares them with the lock; exits with 1 when a file differs',
      arguments: [
        { name: 'models', summary: 'ids (default: all that are installed)', required: false, variadic: true },
      ],
      options: [folder],
      examples: [
        { line: 'roadcrew models verify', does: 'all of them' },
        { line: 'roadcrew models verify dinov2-base', does: 'one' },
      ],
      load: async () => (await import('./modelsVerify.ts')).modelsVerify,
    },
    {
      name: 'remove',
      summary: 'Removes the files of a model that the lock names',
      arguments: [model],
      options: [folder, yes],
      examples: [
        { line: 'roadcrew models remove dinov2-base', does: 'asks first' },
        { line: 'roadcrew models remove dinov2-base --yes', does: 'does not' },
      ],
      load: async () => (await import('./modelsRemove.ts')).modelsRemove,
    },
  ],
};
