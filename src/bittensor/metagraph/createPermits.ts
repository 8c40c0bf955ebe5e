import type { MetagraphSnapshot } from './metagraphSnapshot.ts';

/** Who may call, by one snapshot. Every answer takes the same time, however many neurons there are. */
export interface Permits {
  /** A validator permit, and stake enough where a minimum is asked for. */
  permitted(hotkey: string): boolean;
  /** Whether it is on the subnet at all. */
  known(hotkey: string): boolean;
  /** Total stake in rao; `null` where it is not known. */
  stakeOf(hotkey: string): bigint | null;
  /** Those who are permitted. */
  readonly validators: readonly string[];
}

/**
 * @param options.minimumStakeRao validators with less are not permitted; one whose stake the snapshot does not know is
 */
export function createPermits(
  { neurons }: Pick<MetagraphSnapshot, 'neurons'>,
  { minimumStakeRao = 0n }: { readonly minimumStakeRao?: bigint } = {},
): Permits {
  const known = new Map(neurons.map((neuron) => [neuron.hotkey, neuron]));
  const validators = neurons
    .filter(({ validatorPermit, stake }) => validatorPermit && (stake ?? minimumStakeRao) >= minimumStakeRao)
    .map(({ hotkey }) => hotkey);
  const permitted = new Set(validators);
  return {
    permitted: (hotkey) => permitted.has(hotkey),
    known: (hotkey) => known.has(hotkey),
    stakeOf: (hotkey) => known.get(hotkey)?.stake ?? null,
    validators,
  };
}
