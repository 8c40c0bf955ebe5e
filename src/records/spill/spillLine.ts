import { crc32 } from 'node:zlib';

const checksumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/**
 * One line of a spill file: the CRC-32 of the record's JSON as 8 hex digits, a space, the JSON, a line feed. The
 * checksum is against torn and damaged writes, not against people.
 * @param json one record; JSON has no line feed outside of what it escapes
 */
const encode = (json: string): string => `${checksumOf(json)} ${json}\n`;

/** @param line without its line feed. @returns the JSON, or `null` where line and checksum do not agree */
function decode(line: string): string | null {
  const json = line.slice(9);
  return line[8] === ' ' && line.slice(0, 8) === checksumOf(json) ? json : null;
}

export const spillLine = { encode, decode } as const;
