import type { FlagSetting } from '../support/config/readFlagLayer.ts';
import { createLogger } from '../support/logging/createLogger.ts';
import { isLogLevel, type LogLevel } from '../support/logging/Logger.ts';
import type { Shutdown } from '../support/processes/createShutdown.ts';
import type { Selection } from './buildProgram.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { cliError } from './errors.ts';
import type { Runtime } from './Runtime.ts';
import { runWithProgress } from './runWithProgress.ts';

/** Reads `axon.port=8091`, as `--set` takes it. */
function parseSetting(text: string): FlagSetting {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw cliError('RC_CLI_USAGE', {
      problem: '--set takes name=value',
      suggestion: 'Write for example --set axon.port=8091.',
    });
  }
  return { path: text.slice(0, equals), value: text.slice(equals + 1), flag: '--set' };
}

/** Builds the world of one command from that of the process and the options of the line. */
export function createContext(
  { settings, globals }: Pick<Selection, 'settings' | 'globals'>,
  runtime: Runtime,
  shutdown: Shutdown,
  print: (result: Pick<CommandResult, 'json' | 'text'>) => void,
): CommandContext {
  const { env, cwd, stdin, stderr, interrupt, clock, commands } = runtime;
  const { json, quiet, verbose, colour, configFile } = globals;
  const flags = [...settings, ...globals.settings.map(parseSetting)];

  // --quiet and --verbose outrank the configuration, which is known only once a command has loaded it.
  const { ROADCREW_LOGGING__LEVEL: fromEnvironment } = env;
  let configured: LogLevel = isLogLevel(fromEnvironment) ? fromEnvironment : 'info';
  const level = (): LogLevel => (quiet ? 'error' : verbose ? 'debug' : configured);

  return {
    env,
    cwd,
    stdin,
    stderr,
    clock,
    signal: interrupt,
    logger: createLogger({ level, destination: stderr, clock }),
    async loadConfig() {
      // Loaded here, so that commands that need no configuration start faster.
      const { loadConfiguration } = await import('../operations/config/loadConfiguration.ts');
      const configuration = await loadConfiguration({ env, cwd, file: configFile, settings: flags });
      configured = configuration.values.logging.level;
      return configuration;
    },
    configFile,
    json,
    colour: colour && !env.NO_COLOR && stderr.isTTY === true,
    announce: print,
    onExit: (name, cleanup, limitMs) => void shutdown.add(name, cleanup, limitMs),
    progress: (text, work) => runWithProgress(text, work, { stderr, clock, enabled: !quiet && !json }),
    commands,
  };
}
