import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Packages that may have a script for their installation, each with the reason. */
export const installScriptAllowList: Readonly<Record<string, string>> = {
  'onnxruntime-node':
    'it fetches CUDA libraries, for which an operator asks by name; .npmrc keeps it from running',
};

/** Versions known to be malicious (docs/decisions, ruling 28). */
const banned: Readonly<Record<string, readonly string[]>> = { lightning: ['2.6.2', '2.6.3'] };

const versions = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
  scripts: versions,
});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      dependencies: versions,
      devDependencies: versions,
      optionalDependencies: versions,
    }),
  ),
});

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const lifecycleScripts = ['preinstall', 'install', 'postinstall', 'prepare'];

/** Where npm looks for a dependency of the package at `path`: beside it, then ever further up. */
function isLocked(packages: Readonly<Record<string, unknown>>, path: string, name: string): boolean {
  const parts = path === '' ? [] : `/${path}`.split('/node_modules/').slice(1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    [...parts.slice(0, parts.length - up), name].map((part) => `node_modules/${part}`).join('/'),
  ).some((candidate) => candidate in packages);
}

/**
 * Holds package.json and package-lock.json against the rules of dependencies: exact versions, no install scripts
 * outside the allow-list (ours included), checksums, nothing from outside of the registry, and a lockfile from which
 * `npm ci` can install: in step with package.json and with the packages for other platforms, which `npm install` leaves
 * out in silence when the registry does not have them.
 */
export function findPackageFaults(root: string): string[] {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));
  const faults: string[] = [];
  const manifest = manifestSchema.parse(read('package.json'));
  for (const kind of [
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'peerDependencies',
  ] as const) {
    for (const [name, version] of Object.entries(manifest[kind])) {
      if (!exactVersion.test(version))
        faults.push(`package.json: ${name} "${version}" is not an exact version`);
    }
  }
  for (const script of lifecycleScripts) {
    if (script in manifest.scripts)
      faults.push(`package.json: the script ${script} would run at installation`);
  }

  if (!existsSync(join(root, 'package-lock.json'))) return [...faults, 'package-lock.json is missing'];
  const { packages } = lockSchema.parse(read('package-lock.json'));
  for (const [path, entry] of Object.entries(packages)) {
    const label =
      path === '' ? 'package.json' : path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    for (const name of Object.keys({
      ...entry.dependencies,
      ...entry.devDependencies,
      ...entry.optionalDependencies,
    })) {
      if (path !== '' && name in entry.devDependencies) continue;
      if (!isLocked(packages, path, name))
        faults.push(`package-lock.json: lacks ${name}, which ${label} wants`);
    }
  }
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    const locked = packages['']?.[kind] ?? {};
    for (const name of new Set([...Object.keys(manifest[kind]), ...Object.keys(locked)])) {
      if (manifest[kind][name] !== locked[name]) faults.push(`package-lock.json: out of step in ${name}`);
    }
  }
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.link) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const label = `package-lock.json: ${name} ${entry.version ?? ''}`.trim();
    if (entry.hasInstallScript && !(name in installScriptAllowList)) {
      faults.push(`${label} runs a script at installation and is not on the allow-list`);
    }
    if (entry.integrity === undefined && !entry.inBundle) faults.push(`${label} has no checksum`);
    if (entry.resolved?.startsWith('git') || entry.resolved?.startsWith('file:')) {
      faults.push(`${label} comes from ${entry.resolved}, not from the registry`);
    }
    if (banned[name]?.includes(entry.version ?? '')) faults.push(`${label} is known malware`);
  }
  return faults;
}
