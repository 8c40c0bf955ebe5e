/** One image that is kept. */
export interface StoredImage {
  /** SHA-256 of the encoded image, 64 hex digits. */
  readonly hash: string;
  readonly bytes: number;
  /** When it was last put, wall clock, milliseconds since 1970. */
  readonly keptAt: number;
}

/** Keeps encoded images under their SHA-256. Its errors are RC_RECORDS_STORE_FAILED and RC_RECORDS_DISK_FULL. */
export interface ImageStore {
  /** For people, without secrets. */
  readonly name: string;
  /** Where the image is or would be: a path or an `s3://` address. */
  locate(hash: string): string;
  /** Keeps an image; again: its age begins anew. It is there as a whole or not at all. */
  put(hash: string, image: Uint8Array): Promise<void>;
  has(hash: string): Promise<boolean>;
  /** The image, or `null` where it is not kept. */
  get(hash: string): Promise<Uint8Array | null>;
  /** All images, in any order. Other files in the same place are left out. */
  list(): AsyncIterable<StoredImage>;
  /** Deletes an image; it need not be there. */
  remove(hash: string): Promise<void>;
}
