import { describe, expect, it } from 'vitest';
import { findMachineTraces } from '../../scripts/checks/findMachineTraces.ts';
import { findPackageFaults } from '../../scripts/checks/findPackageFaults.ts';
import { plantTree } from './plantTree.ts';

/** A lockfile in step with the manifest, unless `packages` says otherwise. */
const faultsOf = (manifest: Record<string, unknown>, packages: object = {}) => {
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  const locked = names.map((name) => [`node_modules/${name}`, { version: '1.0.0', integrity: 'x' }]);
  const { root } = plantTree({
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({
      packages: { '': manifest, ...Object.fromEntries(locked), ...packages },
    }),
  });
  return findPackageFaults(root);
};

describe('the check of packages', () => {
  it('passes exact versions with checksums', () => {
    expect(
      faultsOf(
        { dependencies: { zod: '4.6.7' }, optionalDependencies: { x: '1.0.0-rc.1' } },
        { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-x' } },
      ),
    ).toEqual([]);
  });

  it.each(['^1.0.0', '~1.0.0', '1.x', '*', 'latest', '>=1.0.0', 'git+https://x/y.git', 'npm:other@1.0.0'])(
    'refuses the version %s',
    (version) => {
      for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
        expect(faultsOf({ [kind]: { zod: version } })).toEqual([
          expect.stringContaining('not an exact version'),
        ]);
      }
    },
  );

  it.each([
    ['runs a script', { version: '1.0.0', integrity: 'x', hasInstallScript: true }],
    ['has no checksum', { version: '1.0.0' }],
    ['not from the registry', { version: '1.0.0', integrity: 'x', resolved: 'git+ssh://x/y.git' }],
    ['known malware', { version: '2.6.2', integrity: 'x' }],
  ])('refuses a package that %s', (fault, entry) => {
    const faults = faultsOf({}, { 'node_modules/a/node_modules/lightning': entry });
    expect(faults).toEqual([expect.stringMatching(new RegExp(`lightning.*${fault}`))]);
  });

  it('refuses a lockfile from which npm ci could not install', () => {
    const biome = { version: '2.0.0', integrity: 'x', optionalDependencies: { '@biome/darwin': '2.0.0' } };
    expect(faultsOf({}, { 'node_modules/biome': biome })).toEqual([
      'package-lock.json: lacks @biome/darwin, which biome wants',
    ]);
    const darwin = { version: '2.0.0', integrity: 'x' };
    for (const path of ['node_modules/@biome/darwin', 'node_modules/biome/node_modules/@biome/darwin']) {
      expect(faultsOf({}, { 'node_modules/biome': biome, [path]: darwin })).toEqual([]);
    }
    expect(faultsOf({ dependencies: { zod: '4.6.7' } }, { '': { dependencies: { zod: '4.6.6' } } })).toEqual([
      'package-lock.json: out of step in zod',
    ]);
    expect(faultsOf({ dependencies: { zod: '4.6.7' } }, { '': {} })).toEqual([
      'package-lock.json: out of step in zod',
    ]);
  });

  it('refuses installation scripts of our own, and a missing lockfile', () => {
    expect(faultsOf({ scripts: { postinstall: 'x' } })).toEqual([expect.stringContaining('postinstall')]);
    const { root } = plantTree({ 'package.json': '{}' });
    expect(findPackageFaults(root)).toEqual(['package-lock.json is missing']);
  });
});

describe('the check of traces', () => {
  it.each([
    ['/wo', 'rk/main/x'],
    ['cd "/ro', 'ot/.ssh"'],
    ['file:///tmp/', 'sdk/lib'],
    ['"https://registry.', 'npmjs.org/zod"'],
    ['https://mirror.test/', 'simple'],
  ])('finds %s%s', (first, second) => {
    const { root, files } = plantTree({
      'a/b.md': `one\ntwo ${first}${second}\n`,
      'c.bin': `\0${first}${second}`,
    });
    const env = { PIP_INDEX_URL: 'https://mirror.test/simple' };
    expect(findMachineTraces(root, files, env)).toEqual([expect.stringMatching(/^a\/b\.md:2: holds /)]);
  });

  it('leaves alone what only looks like it', () => {
    const text = "import '../work/a'; https://example.org/work/x /home/me/x $ROOT}/work/x /workers/x /tmp/x";
    const { root, files } = plantTree({ 'a.ts': text });
    expect(findMachineTraces(root, files)).toEqual([]);
  });
});
