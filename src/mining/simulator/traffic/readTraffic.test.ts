import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTrafficLine } from './formatTrafficLine.ts';
import { readTraffic } from './readTraffic.ts';
import { type TrafficLine, trafficLimits } from './trafficSchema.ts';

const header: TrafficLine = {
  ...{ type: 'header', format: 'roadcrew-traffic', version: 1, startedAt: '2026-05-01T10:00:00.000Z' },
  ...{ profile: 'may-2026', seed: 'a', validators: 3, images: 'value' },
};
const challenge = (number: number): TrafficLine => ({
  ...{ type: 'challenge', challenge: number, atMs: number * 1000.5, validator: 1, kind: 'scored', label: 1 },
  ...{ source: 'real', name: 'süß.jpg', sha256: 'ab'.repeat(32), jpeg: 'AAAA' },
});
const answer = (number: number): TrafficLine => ({
  ...{ type: 'answer', challenge: number, miner: 'ours', prediction: 0.25, latencyMs: 12.5, status: 200 },
  failure: null,
});
const whole = [
  header,
  challenge(0),
  challenge(2),
  answer(0),
  answer(2),
  { type: 'end', challenges: 2, answers: 2 },
] satisfies TrafficLine[];
const write = (lines: readonly TrafficLine[]): string => lines.map(formatTrafficLine).join('');

async function read(text: string | Uint8Array, pieceBytes = 1_000, limits = trafficLimits) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
  const notices: string[] = [];
  const lines: TrafficLine[] = [];
  for await (const line of readTraffic(pieces(), { onNotice: (notice) => notices.push(notice), limits })) {
    lines.push(line);
  }
  return { lines, notices };
}
const codeOf = (text: string | Uint8Array, limits = trafficLimits) =>
  read(text, 1_000, limits).then(
    () => null,
    (error) => error.code,
  );

describe('readTraffic', () => {
  it('gives what was written, wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 500 }),
        fc.array(
          fc.record({
            name: fc.string({ unit: 'grapheme', maxLength: 50 }),
            label: fc.constantFrom(0, 1, null),
            atMs: fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0),
            prediction: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
            failure: fc.option(fc.string({ unit: 'binary', maxLength: 20 })),
          }),
          { maxLength: 8 },
        ),
        async (pieceBytes, drawn) => {
          const lines = drawn.flatMap(({ name, label, atMs, prediction, failure }, number): TrafficLine[] => [
            { ...challenge(number), name, label, atMs } as TrafficLine,
            { ...answer(number), prediction, failure } as TrafficLine,
          ]);
          const { length } = drawn;
          const all = [header, ...lines, { type: 'end', challenges: length, answers: length } as const];
          expect(await read(write(all), pieceBytes)).toEqual({ lines: all, notices: [] });
        },
      ),
    );
  });

  it('leaves out a torn last line, wherever it was torn, and says so', async () => {
    const before = write(whole.slice(0, 4));
    const last = write([answer(2)]);
    for (let length = 1; length < last.length; length += 1) {
      const { lines, notices } = await read(before + last.slice(0, length));
      expect(lines).toEqual(whole.slice(0, 4));
      expect(notices).toEqual(['Line 5 was left out: the recording broke off in it.']);
    }
    const { lines, notices } = await read(before);
    expect(lines).toEqual(whole.slice(0, 4));
    expect(notices).toEqual(['The recording has no end: it was cut off. What there is of it is used.']);
  });

  it('refuses damage anywhere else', async () => {
    const text = write(whole);
    const second = text.indexOf('\n') + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: second, max: text.length - 2 }),
        fc.nat({ max: 254 }),
        async (at, by) => {
          const bytes = Buffer.from(text);
          bytes[at] = ((bytes[at] ?? 0) + by + 1) % 256;
          // A newline in a line makes two, of which neither fits its checksum.
          expect(await codeOf(bytes)).toBe('RC_TRAFFIC_LINE_DAMAGED');
        },
      ),
    );
  });

  it.each<[string, readonly TrafficLine[], string]>([
    ['no header', [challenge(0)], 'RC_TRAFFIC_FORMAT_UNKNOWN'],
    ['two headers', [header, header], 'RC_TRAFFIC_LINE_DAMAGED'],
    ['the same challenge twice', [header, challenge(1), challenge(1)], 'RC_TRAFFIC_LINE_DAMAGED'],
    ['an answer before its challenge', [header, answer(0), challenge(0)], 'RC_TRAFFIC_LINE_DAMAGED'],
    ['a line too few', whole.filter((_, index) => index !== 3), 'RC_TRAFFIC_LINE_DAMAGED'],
    ['something behind the end', [...whole, answer(2)], 'RC_TRAFFIC_LINE_DAMAGED'],
    ['another version', [{ ...header, version: 2 } as never], 'RC_TRAFFIC_FORMAT_UNKNOWN'],
    ['a signature', [header, { ...challenge(0), signature: '0x00' } as never], 'RC_TRAFFIC_LINE_DAMAGED'],
  ])('refuses a file with %s', async (_, lines, code) => {
    expect(await codeOf(write(lines))).toBe(code);
  });

  it('refuses what is no traffic, and what is too large', async () => {
    expect(await codeOf('')).toBe('RC_TRAFFIC_FORMAT_UNKNOWN');
    expect(await codeOf('file,label\na.jpg,1\n')).toBe('RC_TRAFFIC_FORMAT_UNKNOWN');
    const small = (limits: Partial<Record<keyof typeof trafficLimits, number>>) =>
      codeOf(write(whole), { ...trafficLimits, ...limits } as typeof trafficLimits);
    expect(await small({ lineBytes: 100 })).toBe('RC_TRAFFIC_TOO_LARGE');
    expect(await small({ fileBytes: 1_000 })).toBe('RC_TRAFFIC_TOO_LARGE');
    expect(await small({ challenges: 1 })).toBe('RC_TRAFFIC_TOO_LARGE');
    expect(await small({ answers: 1 })).toBe('RC_TRAFFIC_TOO_LARGE');
    expect(await small({})).toBeNull();
  });
});
