import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Each kind of trace. Written with escapes so that this file is not itself a finding. */
const traces: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a path of the machine it was written on', /(?<![\w.$})-])\/(?:work|root|tmp\/sdk)\/[\w.@-]/],
  [
    'the address of a package registry',
    /\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com|(?:test\.)?pypi\.org\/simple|files\.pythonhosted\.org|deb\.debian\.org|[\w.-]+\/(?:artifactory|nexus\/repository)\/)/,
  ],
];

/** The host in the address of a registry that this machine is set up to use, so that it does not slip in either. */
function configuredHosts(env: Readonly<Record<string, string | undefined>>): string[] {
  const hosts: string[] = [];
  for (const name of ['npm_config_registry', 'PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'UV_INDEX_URL']) {
    const { [name]: address } = env;
    if (address && URL.canParse(address)) hosts.push(new URL(address).host);
  }
  return hosts.filter((host) => host !== '');
}

/** Finds what would tie the repository to the machine it was made on, in the text files among `files`. */
export function findMachineTraces(
  root: string,
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): string[] {
  const hosts = configuredHosts(env);
  const faults: string[] = [];
  for (const file of files) {
    const path = join(root, file);
    if (statSync(path).size > 4 * 1024 * 1024) continue;
    const text = readFileSync(path, 'utf8');
    if (text.includes('\0')) continue;
    for (const [index, line] of text.split('\n').entries()) {
      const found = traces.find(([, pattern]) => pattern.test(line))?.[0];
      const host = hosts.some((name) => line.includes(name))
        ? 'the address of a package registry'
        : undefined;
      if (found || host) faults.push(`${file}:${index + 1}: holds ${found ?? host}`);
    }
  }
  return faults;
}
