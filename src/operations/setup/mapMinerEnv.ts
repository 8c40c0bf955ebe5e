import type { FlagSetting } from '../../support/config/readFlagLayer.ts';
import { minerEnvTable } from './minerEnvTable.ts';
import type { EnvEntry } from './parseEnvFile.ts';

/** What a miner.env becomes. */
export interface MinerEnvMapping {
  /** Configuration values, as texts, each with the variable that it came from. */
  readonly settings: readonly FlagSetting[];
  /** Variables that became nothing, and why. Their values are not repeated. */
  readonly notTaken: readonly { readonly name: string; readonly line: number; readonly why: string }[];
}

const rows = new Map(minerEnvTable.flatMap((row) => row.names.map((name) => [name, row] as const)));

/**
 * Takes over what has an equivalent here, and says of everything else why not. Values are not checked here; that is the
 * configuration's.
 */
export function mapMinerEnv(entries: readonly EnvEntry[]): MinerEnvMapping {
  const settings = new Map<string, FlagSetting>();
  const notTaken: { name: string; line: number; why: string }[] = [];
  // As in a shell, of one name the last counts.
  for (const { name, value, line } of new Map(entries.map((entry) => [entry.name, entry])).values()) {
    const row = rows.get(name);
    const refuse = (why: string) => notTaken.push({ name, line, why });
    if (row === undefined) refuse('it is not known here');
    else if (row.path === undefined) refuse(typeof row.why === 'function' ? row.why(value) : (row.why ?? ''));
    else if (value === '') refuse('it is empty; the default counts');
    else if (settings.has(row.path)) refuse(`another variable sets ${row.path}`);
    else settings.set(row.path, { path: row.path, value: row.convert?.(value) ?? value, flag: name });
  }
  return { settings: [...settings.values()], notTaken };
}
