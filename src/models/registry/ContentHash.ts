import { createHash, type Hash } from 'node:crypto';

/** What a hub or a lock announces of a file. */
export interface Announced {
  readonly bytes: number;
  readonly sha256: string | null;
  readonly gitSha1: string;
}

/** Reads the content of a file once and compares it with what was announced of it. */
export class ContentHash {
  readonly #announced: Announced;
  readonly #sha256 = createHash('sha256');
  /** Only where there is nothing better. */
  readonly #git: Hash | null;
  #bytes = 0;

  constructor(announced: Announced) {
    this.#announced = announced;
    this.#git = announced.sha256 === null ? createHash('sha1').update(`blob ${announced.bytes}\0`) : null;
  }

  get bytes(): number {
    return this.#bytes;
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#git?.update(chunk);
    this.#bytes += chunk.length;
  }

  /** Ends it: nothing can be added any more. `sha256` is that of the content in any case. */
  digest(): { sha256: string; algorithm: string; actual: string; expected: string; matches: boolean } {
    const sha256 = this.#sha256.digest('hex');
    const { sha256: announced, gitSha1 } = this.#announced;
    const [algorithm, actual, expected] =
      announced === null
        ? ['git SHA-1', this.#git?.digest('hex') ?? '', gitSha1]
        : ['SHA-256', sha256, announced];
    return { sha256, algorithm, actual, expected, matches: actual === expected };
  }
}
