import { spillLine } from './spillLine.ts';

/** What a spill file holds, chunk by chunk. */
export interface SpillDecoder {
  /** @returns the JSON of the records whose lines this chunk completes */
  push(chunk: Uint8Array): string[];
  /** Ends the file. */
  end(): SpillFaults;
}

export interface SpillFaults {
  /** Lines that do not agree with their checksum. */
  readonly damaged: number;
  /** Whether the file ends in the midst of a line: its writer was killed. */
  readonly torn: boolean;
}

/** A record is at most 256 KiB; a file of something else must not fill the memory. */
const longestLine = 1_048_576;

/** Reads spill files of any origin: nothing that they hold makes it throw. */
export function createSpillDecoder(): SpillDecoder {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let damaged = 0;

  const take = (rest: Uint8Array): string | null => {
    const line =
      length + rest.length > longestLine ? null : Buffer.concat([...pieces, rest]).toString('utf8');
    pieces = [];
    length = 0;
    return line === null ? null : spillLine.decode(line);
  };

  return {
    push(chunk) {
      const found: string[] = [];
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        const json = take(chunk.subarray(start, end));
        if (json === null) damaged += 1;
        else found.push(json);
        start = end + 1;
      }
      const rest = chunk.subarray(start);
      length += rest.length;
      // Of a line that is too long only the length is kept.
      if (length > longestLine) pieces = [];
      else if (rest.length > 0) pieces.push(rest.slice());
      return found;
    },
    end: () => ({ damaged, torn: length > 0 }),
  };
}
