import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { configSchema, type ModelsConfig } from './configSchema.ts';
import { registryError } from './errors.ts';

/** A hub or a mirror of it. */
export interface HubEndpoint {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent to this endpoint's own origin and to no other; `null` where it gets none. */
  readonly token: string | null;
}

/** Where models are kept and fetched from, and how patiently. */
export interface RegistrySettings {
  /** Absolute. */
  readonly folder: string;
  readonly endpoints: readonly [HubEndpoint, ...HubEndpoint[]];
  readonly parallelDownloads: number;
  readonly retries: number;
  readonly stallMs: number;
  readonly diskMarginBytes: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultEndpoint = 'https://huggingface.co';
const trim = (url: string): string => url.replace(/\/+$/, '');

function folderOf(config: ModelsConfig, env: Environment, cwd: string): string {
  const home = env.HOME || homedir();
  if (config.folder !== null) {
    const { folder } = config;
    return resolve(cwd, folder === '~' || folder.startsWith('~/') ? `${home}${folder.slice(1)}` : folder);
  }
  // The XDG specification says that a relative path is to be ignored.
  const data =
    env.XDG_DATA_HOME && isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : join(home, '.local', 'share');
  return join(data, 'roadcrew', 'models');
}

/** A variable of the hub's own tools, checked as the configuration value that it stands for. */
function readVariable<Name extends 'endpoints' | 'token'>(
  env: Environment,
  variable: string,
  field: Name,
): ModelsConfig[Name] | undefined {
  const text = env[variable]?.trim();
  if (!text) return undefined;
  const parsed = configSchema.safeParse({ [field]: field === 'endpoints' ? [text] : text });
  if (parsed.success) return parsed.data[field];
  // The reason never repeats the value: it may be a token.
  const reason = parsed.error.issues[0]?.message ?? 'it is malformed';
  throw registryError('RC_REGISTRY_ENVIRONMENT_INVALID', { name: variable, reason });
}

/**
 * The section `models` of the configuration, completed from the environment: `HF_TOKEN` where no token is configured,
 * `HF_ENDPOINT` where no endpoint is, `XDG_DATA_HOME` where no folder is. A value of the configuration outranks them.
 * @throws RC_REGISTRY_ENVIRONMENT_INVALID
 */
export function resolveRegistry(config: ModelsConfig, env: Environment, cwd: string): RegistrySettings {
  const token = config.token ?? readVariable(env, 'HF_TOKEN', 'token') ?? null;
  const trusted = new Set(config.tokenEndpoints.map(trim));
  const named =
    config.endpoints.length > 0 ? config.endpoints : (readVariable(env, 'HF_ENDPOINT', 'endpoints') ?? []);
  const toEndpoint = (url: string): HubEndpoint => ({ url, token: trusted.has(url) ? token : null });
  const [first = defaultEndpoint, ...others] = named.map(trim);
  return {
    folder: folderOf(config, env, cwd),
    endpoints: [toEndpoint(first), ...others.map(toEndpoint)],
    parallelDownloads: config.parallelDownloads,
    retries: config.retries,
    stallMs: config.stallSeconds * 1_000,
    diskMarginBytes: config.diskMarginMegabytes * 1_000_000,
  };
}
