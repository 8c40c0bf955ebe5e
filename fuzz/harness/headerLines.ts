import { text } from './text.ts';

/** Headers as fuzzing input: one `name: value` a line, in Latin-1 as HTTP carries them. */
export const headerLines = {
  /** @returns names and values in turn, as `IncomingMessage.rawHeaders` */
  read(input: Uint8Array): string[] {
    return text
      .decodeLatin1(input)
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const colon = line.indexOf(': ');
        return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)];
      });
  },

  write(pairs: Iterable<readonly [string, string]>): Uint8Array {
    return text.encodeLatin1([...pairs].map(([name, value]) => `${name}: ${value}`).join('\n'));
  },
} as const;
