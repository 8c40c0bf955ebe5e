import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFloorFaults } from '../../scripts/checks/findFloorFaults.ts';
import { findImportCycles } from '../../scripts/checks/findImportCycles.ts';
import { listFiles } from '../../scripts/checks/listFiles.ts';
import { readModuleGraph } from '../../scripts/checks/readModuleGraph.ts';
import { plantTree } from './plantTree.ts';

/** Things to import, one on each floor that the tests need. */
const house = {
  'src/index.ts': "export { miner } from './mining/miner/miner.ts';",
  'src/bittensor/index.ts': "export { axon } from './axon/axon.ts';",
  'src/cli/main.ts': 'export const main = 1;',
  'src/operations/config/load.ts': 'export const load = 1;',
  'src/operations/doctor/doctor.ts': 'export const doctor = 1;',
  'src/mining/miner/miner.ts': 'export const miner = 1; export type Miner = number;',
  'src/learning/training/train.ts': 'export const train = 1;',
  'src/contracts/challenge.ts': 'export type Challenge = number;',
  'src/imaging/crop.ts': 'export const crop = 1;',
  'src/bittensor/keys/keys.ts': 'export const keys = 1;',
  'src/bittensor/wallet/wallet.ts': 'export const wallet = 1;',
  'src/bittensor/axon/axon.ts': 'export const axon = 1;',
  'src/bittensor/dendrite/dendrite.ts': 'export const dendrite = 1;',
  'src/support/errors/errors.ts': 'export const error = 1;',
  'src/support/clock/clock.ts': 'export const clock = 1;',
  'src/support/logging/log.ts': 'export const log = 1;',
  'tests/help.ts': 'export const help = 1;',
};

const faultsOf = (planted: Record<string, string>): string[] => {
  const { root, files } = plantTree({ ...house, ...planted });
  return findFloorFaults(
    readModuleGraph(
      root,
      files.filter((file) => file.startsWith('src/')),
    ),
  );
};

describe('the floors', () => {
  it('let imports point down', () => {
    expect(
      faultsOf({
        'src/cli/a.ts': "import { load } from '../operations/config/load.ts'; import './main.ts'; load;",
        'src/mining/demo/a.ts':
          "import { axon } from '../../bittensor/axon/axon.ts'; import '../miner/miner.ts'; axon;",
        'src/operations/doctor/a.ts': "import '../config/load.ts';",
        'src/bittensor/axon/a.ts':
          "import '../keys/keys.ts'; import '../../support/logging/log.ts'; import 'zod';",
        'src/support/logging/a.ts': "import '../clock/clock.ts'; import '../errors/errors.ts';",
        'src/mining/miner/a.test.ts': "import '../../../tests/help.ts';",
      }),
    ).toEqual([]);
  });

  const up = '../../mining/miner/miner.ts';
  it.each([
    ['import', `import { miner } from '${up}'; miner;`],
    ['import for its effects', `import '${up}';`],
    ['import type', `import type { Miner } from '${up}'; export type A = Miner;`],
    ['inline type', `import { type Miner } from '${up}'; export type A = Miner;`],
    ['type query', `export type A = import('${up}').Miner;`],
    ['typeof import', `export type A = typeof import('${up}');`],
    ['export from', `export { miner } from '${up}';`],
    ['export type from', `export type { Miner } from '${up}';`],
    ['export all', `export * from '${up}';`],
    ['export all as', `export * as all from '${up}';`],
    ['dynamic import', `export const a = () => import('${up}');`],
    ['require', `export const a = require('${up}');`],
    ['import equals', `import a = require('${up}'); a;`],
    ['worker', `export const a = new URL('${up}', import.meta.url);`],
    ['no extension', `import '../../mining/miner/miner';`],
    ['.js for .ts', `import '../../mining/miner/miner.js';`],
  ])('refuse an upward import in the form of: %s', (_, text) => {
    const [fault, ...others] = faultsOf({ 'src/bittensor/axon/planted.ts': text });
    expect(others).toEqual([]);
    expect(fault).toMatch(/^src\/bittensor\/axon\/planted\.ts:1: .*upward.*src\/mining \(floor 7\)/);
  });

  it.each([
    ['upward', 'src/mining/miner/planted.ts', '../../cli/main.ts'],
    ['upward', 'src/mining/miner/planted.test.ts', '../../cli/main.ts'],
    ['sideways', 'src/mining/miner/planted.ts', '../../learning/training/train.ts'],
    ['sideways', 'src/bittensor/keys/planted.ts', '../../imaging/crop.ts'],
    ['upward', 'src/bittensor/keys/planted.ts', '../../contracts/challenge.ts'],
    ['upward', 'src/support/clock/planted.ts', '../../bittensor/keys/keys.ts'],
    ['upward', 'src/bittensor/keys/planted.ts', '../wallet/wallet.ts'],
    ['sideways', 'src/bittensor/axon/planted.ts', '../dendrite/dendrite.ts'],
    ['upward', 'src/support/clock/planted.ts', '../logging/log.ts'],
    ['upward', 'src/operations/config/planted.ts', '../doctor/doctor.ts'],
    ['barrel', 'src/cli/planted.ts', '../index.ts'],
    ['barrel', 'src/mining/miner/planted.ts', '../../bittensor/index.ts'],
    ['barrel', 'src/bittensor/axon/planted.test.ts', '../index.ts'],
    ['barrel', 'src/bittensor/axon/planted.ts', '..'],
    ['leads out of src/', 'src/cli/planted.ts', '../../tests/help.ts'],
  ])('refuse an import that is %s: %s → %s', (kind, file, specifier) => {
    const faults = faultsOf({
      [file]: `import '${specifier.endsWith('.ts') ? specifier : `${specifier}/index.ts`}';`,
    });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${file}:1: `);
    expect(faults[0]).toContain(kind);
  });

  it.each([
    ['src/mining/index.ts', 'export const a = 1;', 'barrel'],
    ['src/unheard/of/a.ts', 'export const a = 1;', 'no folder of the floor table'],
    ['src/bittensor/gossip/a.ts', 'export const a = 1;', 'does not order'],
    ['src/bittensor/a.ts', 'export const a = 1;', 'not in one of its rooms'],
    ['src/bittensor/index.ts', "export { miner } from '../mining/miner/miner.ts';", 'upward'],
    ['src/bittensor/index.ts', "export type { Challenge } from '../contracts/challenge.ts';", 'upward'],
  ])('refuse %s where it holds %s', (file, text, fault) => {
    const faults = faultsOf({ [file]: text });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('report a file that does not parse instead of passing it over', () => {
    const { root, files } = plantTree({ 'src/cli/a.ts': 'import {' });
    expect(readModuleGraph(root, files).faults).toEqual([
      expect.stringContaining('src/cli/a.ts does not parse'),
    ]);
  });
});

describe('circular imports', () => {
  const cyclesOf = (planted: Record<string, string>) => {
    const { root, files } = plantTree(planted);
    return findImportCycles(readModuleGraph(root, files));
  };

  it('are found through values, types, and dynamic imports', () => {
    expect(
      cyclesOf({
        'src/cli/a.ts': "import './b.ts';",
        'src/cli/b.ts': "import type { C } from './c.ts'; export type B = C;",
        'src/cli/c.ts': "export const load = () => import('./a.ts'); export type C = 1;",
        'src/cli/outside.ts': "import './a.ts';",
      }),
    ).toEqual(['src/cli/a.ts → src/cli/b.ts → src/cli/c.ts → src/cli/a.ts']);
    expect(cyclesOf({ 'src/cli/self.ts': "import './self.ts';" })).toEqual([
      'src/cli/self.ts → src/cli/self.ts',
    ]);
  });

  it('are not seen where two paths lead to one file', () => {
    expect(
      cyclesOf({
        'src/cli/a.ts': "import './b.ts'; import './c.ts';",
        'src/cli/b.ts': "import './d.ts';",
        'src/cli/c.ts': "import './d.ts';",
        'src/cli/d.ts': '',
      }),
    ).toEqual([]);
  });
});

describe('this repository', () => {
  it('keeps the floors and has no circular imports', () => {
    const root = join(import.meta.dirname, '../..');
    const graph = readModuleGraph(
      root,
      listFiles(root).filter((file) => /^src\/.*\.ts$/.test(file)),
    );
    expect(graph.files.length).toBeGreaterThan(50);
    expect(graph.imports.length).toBeGreaterThan(100);
    expect([...graph.faults, ...findFloorFaults(graph), ...findImportCycles(graph)]).toEqual([]);
  });
});
