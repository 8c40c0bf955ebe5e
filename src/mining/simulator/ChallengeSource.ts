/** An image with its label, ready to be sent. */
export interface ChallengeImage {
  /** Encoded as validators send it. */
  readonly jpeg: Uint8Array;
  /** 1: roadwork. */
  readonly label: 0 | 1;
  /** Where it comes from: photographs, rendered scenes, or a traffic file. */
  readonly source: 'real' | 'rendered' | 'replayed';
  /** The file, the seed of the scene, or the number in the traffic file. */
  readonly name: string;
}

/** Supplies the images of a simulation. */
export interface ChallengeSource {
  /**
   * The next image of a class.
   * @param label as the validator drew it
   * @returns `null` when there is none left
   */
  next(label: 0 | 1): Promise<ChallengeImage | null>;
  /** Stops what is prepared ahead. Safe to call again. */
  close(): Promise<void>;
}
