/** What a validator knows of a neuron when it chooses whom to ask and what to remember. */
export interface NeuronView {
  readonly uid: number;
  readonly hotkey: string;
  /** Announces an address other than 0.0.0.0. */
  readonly serving: boolean;
  readonly validatorPermit: boolean;
  /** Total stake, as the metagraph's `S`. */
  readonly stake: number;
}
