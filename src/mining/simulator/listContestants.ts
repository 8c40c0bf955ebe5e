import type { Contestant } from './Contestant.ts';
import { simulatorError } from './errors.ts';
import type { Rival, SimulatedMiner } from './SimulationOptions.ts';

const largestUid = 65_535;

function findProblem(miners: readonly SimulatedMiner[], rivals: readonly Rival[]): string | null {
  if (miners.length === 0) return 'there is none';
  const names = [...miners, ...rivals].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `two are called ${twice}`;
  const uids = miners.map(({ uid }) => uid);
  const taken = uids.find((uid, index) => uids.indexOf(uid) !== index);
  if (taken !== undefined) return `two have the uid ${taken}`;
  const invalid = uids.find((uid) => !Number.isInteger(uid) || uid < 0 || uid > largestUid);
  return invalid === undefined ? null : `${invalid} is no uid`;
}

/**
 * All who may be drawn. Rivals take the uids that are free, from 1 on, because validators burn by uid 0.
 * @throws RC_SIMULATOR_MINERS_INVALID
 */
export function listContestants(miners: readonly SimulatedMiner[], rivals: readonly Rival[]): Contestant[] {
  const problem = findProblem(miners, rivals);
  if (problem !== null) throw simulatorError('RC_SIMULATOR_MINERS_INVALID', { problem });
  const taken = new Set(miners.map(({ uid }) => uid));
  let uid = 0;
  const nextFree = (): number => {
    do uid += 1;
    while (taken.has(uid));
    return uid;
  };
  return [
    ...miners.map(
      ({ name, uid: own, address }): Contestant => ({
        ...{ name, uid: own, hotkey: address.hotkey, answersBy: { kind: 'network', address } },
      }),
    ),
    ...rivals.map(
      (rival): Contestant => ({
        ...{ name: rival.name, uid: nextFree(), hotkey: `assumed: ${rival.name}` },
        answersBy: { kind: 'chance', rival },
      }),
    ),
  ];
}
