import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { trafficError } from './errors.ts';
import { type TrafficLine, trafficLineSchema } from './trafficSchema.ts';

const form = /^\{"crc32":"([0-9a-f]{8})","entry":(\{.*\})\}$/s;
const headerSchema = z.object({ format: z.string(), version: z.number() });

/**
 * Reads one line of a traffic file, as `formatTrafficLine` wrote it.
 * @param text without its newline
 * @param number of the line, from 1, for the message
 * @throws RC_TRAFFIC_LINE_DAMAGED; RC_TRAFFIC_FORMAT_UNKNOWN when the first line is no header of version 1
 */
export function parseTrafficLine(text: string, number: number): TrafficLine {
  const refuse = (reason: string, cause?: unknown) =>
    number === 1
      ? trafficError('RC_TRAFFIC_FORMAT_UNKNOWN', { reason }, cause)
      : trafficError('RC_TRAFFIC_LINE_DAMAGED', { line: number, reason }, cause);
  const [, checksum, entry = ''] = form.exec(text) ?? [];
  if (checksum === undefined) throw refuse('it does not have the form of a line of traffic');
  if (Number.parseInt(checksum, 16) !== crc32(entry)) throw refuse('its checksum does not fit');
  let value: unknown;
  try {
    value = JSON.parse(entry);
  } catch (error) {
    throw refuse('it is no JSON', error);
  }
  const parsed = trafficLineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const other = number === 1 ? headerSchema.safeParse(value).data : undefined;
  if (other !== undefined && (other.format !== 'roadcrew-traffic' || other.version !== 1)) {
    throw refuse(`its format is ${other.format.slice(0, 40)}, version ${other.version}`);
  }
  const issue = parsed.error.issues[0];
  throw refuse(`${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'invalid'}`);
}
