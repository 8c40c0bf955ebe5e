import { createHash } from 'node:crypto';

/** Reads content once for both checksums that a hub may announce. */
export class ContentHash {
  #sha256 = createHash('sha256');
  #git;
  #bytes = 0;

  /** @param bytes length of the whole content, which git's checksum begins with */
  constructor(bytes: number) {
    this.#git = createHash('sha1').update(`blob ${bytes}\0`);
  }

  get bytes(): number {
    return this.#bytes;
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#git.update(chunk);
    this.#bytes += chunk.length;
  }

  /** Ends it: nothing can be added any more. */
  digest(): { sha256: string; gitSha1: string } {
    return { sha256: this.#sha256.digest('hex'), gitSha1: this.#git.digest('hex') };
  }
}
