import type { OptionRow } from './command.ts';

/** Options that every command takes, before or after its name. */
export const globalOptions: readonly OptionRow[] = [
  { flags: '--json', summary: 'print one JSON object on standard output' },
  { flags: '-q, --quiet', summary: 'log errors only, show no progress' },
  { flags: '--verbose', summary: 'log more; show the stack of unexpected errors' },
  { flags: '--no-color', summary: 'never colour (also: NO_COLOR=1)' },
  {
    flags: '--config <file>',
    summary: 'configuration file (default: roadcrew.yaml here, if any)',
    completion: 'file',
  },
  {
    flags: '--set <name=value>',
    summary: 'set one configuration value, e.g. --set axon.port=8091',
    repeatable: true,
    completion: 'none',
  },
];

/** What the global options of one call say. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly colour: boolean;
  readonly configFile: string | null;
  /** Each `--set`, as typed. */
  readonly settings: readonly string[];
}
