/** An image with its label, ready to be sent. */
export interface ChallengeImage {
  /** Encoded as validators send it. */
  readonly jpeg: Uint8Array;
  /** 1: roadwork; `null`: nobody knows, which only replayed traffic has, and which is never scored. */
  readonly label: 0 | 1 | null;
  /** Where it comes from: photographs, rendered scenes, or a traffic file. */
  readonly source: 'real' | 'rendered' | 'replayed';
  /** The file, the seed of the scene, or the number in the traffic file. */
  readonly name: string;
}

/** A challenge whose time, class and sender are already decided, by a traffic file. */
export interface PlannedChallenge {
  /** When to send it, milliseconds after the start. */
  readonly atMs: number;
  readonly kind: 'scored' | 'organic';
  readonly label: 0 | 1 | null;
  /** Index of the validator, from 0; a run with fewer validators takes it modulo their number. */
  readonly validator: number;
}

/** Supplies the images of a simulation. */
export interface ChallengeSource {
  /**
   * The next image of a class.
   * @param label as the validator drew it
   * @returns `null` when there is none for this round: none left, or the next one cannot be read. The round is then
   *   skipped, as validators do, and a run ends after 100 of them in a row.
   */
  next(label: 0 | 1 | null): Promise<ChallengeImage | null>;
  /**
   * Of a replay: what comes when. The run then draws no times, labels, kinds or validators of its own; the n-th call
   * of `next`, asked for the label of the n-th entry, gives the n-th image.
   */
  readonly plan?: readonly PlannedChallenge[];
  /** Stops what is prepared ahead. Safe to call again. */
  close(): Promise<void>;
}

/** A challenge as it leaves, for those who record traffic. The same to every miner that is asked. */
export interface SentChallenge extends PlannedChallenge {
  /** Number of the challenge, as `SimulatedAnswer.challenge`. */
  readonly challenge: number;
  readonly image: ChallengeImage;
}
