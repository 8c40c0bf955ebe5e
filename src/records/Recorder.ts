import type { PredictionRecord } from '../contracts/PredictionRecord.ts';

/** What a recorder knows about itself. `offered = written + waiting + spilled + lost` at every moment. */
export interface RecorderHealth {
  /** `ok`: the database takes records. `spilling`: it does not, they go to the spill file. `losing`: nor does the disk. */
  readonly state: 'ok' | 'spilling' | 'losing';
  /** Records given to `write` since the start, and those of earlier runs that were found in the spill file. */
  readonly offered: number;
  /** In the database. */
  readonly written: number;
  /** In the bounded buffer. */
  readonly waiting: number;
  /** In the spill file, until the database is back. */
  readonly spilled: number;
  /** Counted, and gone. */
  readonly lost: number;
  /** Images that were to be kept and could not be; records never wait for them. */
  readonly imagesLost: number;
  /** Of the last failure, in words; `null` while all is well. */
  readonly problem: string | null;
}

/** Keeps predictions. One for each process that answers. */
export interface Recorder {
  /**
   * Takes a record, to be written within a second. Returns at once, never throws and never waits for disk or network.
   * @param image the encoded image, kept or not as the privacy setting says; the recorder does not change it
   */
  write(record: PredictionRecord, image?: Uint8Array): void;
  health(): RecorderHealth;
  /** Writes what waits, for up to `limitMs` (default 4,000), and closes. Safe to call again. */
  close(limitMs?: number): Promise<void>;
}
