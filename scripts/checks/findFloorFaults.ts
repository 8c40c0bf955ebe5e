import { basename } from 'node:path';
import { entryPoints, type FloorFolder, floorTable } from './floorTable.ts';
import type { ModuleGraph } from './readModuleGraph.ts';

interface Place {
  readonly folder: FloorFolder;
  /** The room's name, and its level in the folder's order; `null` where rooms have no order. */
  readonly room: string;
  readonly level: number | null;
}

const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** Where a file stands, or what is wrong with where it is. */
function placeOf(path: string): Place | string {
  const folder = floorTable.find((candidate) => path.startsWith(`${candidate.folder}/`));
  if (folder === undefined) return 'stands in no folder of the floor table (scripts/checks/floorTable.ts)';
  const [room = '', rest] = path.slice(folder.folder.length + 1).split('/');
  if (!folder.rooms) return { folder, room, level: null };
  if (rest === undefined) return `stands in ${folder.folder} itself, not in one of its rooms`;
  const level = folder.rooms.findIndex((rooms) => rooms.includes(room));
  return level < 0
    ? `stands in ${folder.folder}/${room}, a room that the floor table does not order`
    : { folder, room, level };
}

/** What is wrong with an import from one place to another, or `null`. */
function judge(from: Place, to: Place): string | null {
  if (from.folder !== to.folder) {
    if (to.folder.floor < from.folder.floor) return null;
    const direction = to.folder.floor > from.folder.floor ? 'upward' : 'sideways';
    return `${direction}: ${from.folder.folder} (floor ${from.folder.floor}) may not import ${to.folder.folder} (floor ${to.folder.floor})`;
  }
  if (from.level === null || to.level === null || from.room === to.room || to.level < from.level) return null;
  const direction = to.level > from.level ? 'upward' : 'sideways';
  return `${direction}: the room ${from.room} may not import the room ${to.room} of ${from.folder.folder}`;
}

/**
 * Holds every import of `src/` against the floor table.
 * @returns one line for each fault: upward, sideways, barrel, or out of `src/`
 */
export function findFloorFaults(graph: ModuleGraph): string[] {
  const faults: string[] = [];
  for (const path of graph.files) {
    if (path in entryPoints) continue;
    if (basename(path) === 'index.ts')
      faults.push(`${path}: barrel: only ${Object.keys(entryPoints).join(' and ')} may be`);
    const place = placeOf(path);
    if (typeof place === 'string') faults.push(`${path}: ${place}`);
  }
  for (const { from, to, line, specifier, exists } of graph.imports) {
    const report = (fault: string) => faults.push(`${from}:${line}: '${specifier}' ${fault}`);
    if (!exists) {
      // `new URL('../../package.json', …)` in dist and the like are no modules; tsc reports missing ones.
      continue;
    }
    if (to in entryPoints) {
      report('is a public entry point (barrel): import the file itself');
    } else if (!to.startsWith('src/')) {
      if (!isTest(from) && to.endsWith('.ts')) report('leads out of src/');
    } else if (from in entryPoints) {
      const place = placeOf(to);
      const limit = entryPoints[from] ?? 0;
      if (typeof place !== 'string' && place.folder.floor > limit) report(`upward: above floor ${limit}`);
      if (
        from === 'src/bittensor/index.ts' &&
        typeof place !== 'string' &&
        place.folder.floor === limit &&
        place.folder.folder !== 'src/bittensor'
      ) {
        report(`sideways: ${place.folder.folder}`);
      }
    } else {
      const source = placeOf(from);
      const target = placeOf(to);
      if (typeof source === 'string' || typeof target === 'string') continue; // reported above
      const fault = judge(source, target);
      if (fault) report(fault);
    }
  }
  return faults;
}
