import { crc32 } from 'node:zlib';
import type { TrafficLine } from './trafficSchema.ts';

/** A line of a traffic file, with its newline: JSON that holds the entry and the CRC-32 of the entry's own text. */
export function formatTrafficLine(line: TrafficLine): string {
  const text = JSON.stringify(line);
  return `{"crc32":"${crc32(text).toString(16).padStart(8, '0')}","entry":${text}}\n`;
}
