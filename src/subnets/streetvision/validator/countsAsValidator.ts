import type { NeuronView } from './NeuronView.ts';

/** In the unit of the metagraph's stake. */
const stakeLimit = 40_096;

/**
 * Whether a validator treats a neuron as another validator: it is never asked, and its score decays.
 *
 * Source: NATIX `natix/utils/uids.py`, `check_uid_availability`, with `neuron.vpermit_tao_limit` of January 2026.
 */
export const countsAsValidator = ({ validatorPermit, stake }: NeuronView): boolean =>
  validatorPermit && stake > stakeLimit;
