import type { Supervisor } from '../../../mining/supervisor/startSupervisor.ts';
import type { CommandResult } from '../../command.ts';

const at = ({ host, port }: { host: string; port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

const everywhere = ({ host, port }: { host: string; port: number }): string =>
  host === '::' || host === '0.0.0.0' ? `port ${port} of every address` : at({ host, port });

/** What a miner that has just become ready says about itself. */
export function describeMine(
  { axon, rest, admin, inference, validators }: Supervisor,
  hotkey: string,
  configFile: string | null,
): Pick<CommandResult, 'json' | 'text'> {
  const { release, precision } = inference;
  const who =
    validators === 0
      ? 'nobody yet (the log says why),'
      : validators === 1
        ? '1 validator'
        : `${validators} validators`;
  return {
    json: {
      ready: true,
      ...{ hotkey, axon, rest, admin, validators, configFile },
      release: { id: release, precision },
    },
    text: [
      `Mining as ${hotkey}`,
      `  answers    ${who} on ${everywhere(axon)}`,
      ...(rest === null ? [] : [`  REST       http://${at(rest)}/v1/predictions`]),
      `  model      ${release} (${precision})`,
      `  settings   ${configFile ?? 'defaults; no roadcrew.yaml here'}`,
      `  metrics    http://${at(admin)}/metrics`,
      `  health     http://${at(admin)}/health/ready, http://${at(admin)}/status`,
      'Ctrl-C stops it; SIGHUP reads the settings again; SIGUSR2 upgrades to the code on disk.',
    ].join('\n'),
  };
}
