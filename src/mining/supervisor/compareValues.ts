import { listChanges } from '../miner/listChanges.ts';

/** When a changed setting takes effect: at once, with the next miner (an upgrade), or after a restart of everything. */
export type Effect = 'now' | 'upgrade' | 'restart';

/** The longest path that is a beginning of a setting's decides; what is not named here needs a restart. */
const effects: Readonly<Record<string, Effect>> = {
  axon: 'upgrade',
  'axon.host': 'restart',
  'axon.port': 'restart',
  'detector.release': 'now',
  supervisor: 'now',
  'logging.level': 'now',
  miner: 'now',
  'miner.hotkey': 'restart',
  metagraph: 'upgrade',
  'metagraph.minimumStakeTao': 'now',
  limits: 'now',
  alerts: 'now',
  records: 'upgrade',
  rest: 'upgrade',
  'rest.host': 'restart',
  'rest.port': 'restart',
};

const effectOf = (path: string): Effect => {
  for (let end = path; end !== ''; end = end.slice(0, Math.max(0, end.lastIndexOf('.')))) {
    const effect = effects[end];
    if (effect !== undefined) return effect;
  }
  return 'restart';
};

/** The paths of the settings that differ, by what it takes for them to count. Values are not shown: some are secret. */
export function compareValues(before: unknown, after: unknown): Readonly<Record<Effect, readonly string[]>> {
  const paths = listChanges(before, after);
  const of = (effect: Effect): string[] => paths.filter((path) => effectOf(path) === effect);
  return { now: of('now'), upgrade: of('upgrade'), restart: of('restart') };
}
