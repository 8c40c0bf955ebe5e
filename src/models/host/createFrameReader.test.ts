import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, type Frame } from './createFrameReader.ts';
import { encodeFrame } from './encodeFrame.ts';

const limits = { headerBytes: 4_096, attachmentBytes: 2_000 };
const frames = fc.array(
  fc.record({
    header: fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 20, unit: 'binary' }), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    attachment: fc.uint8Array({ maxLength: 2_000 }),
  }),
  { maxLength: 5 },
);

describe('createFrameReader', () => {
  it('reads what was written, however the stream is cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 500 })), (given, cuts) => {
        const stream = Buffer.concat(
          given.flatMap(({ header, attachment }) => encodeFrame(header, attachment)),
        );
        const reader = createFrameReader(limits);
        const read: Frame[] = [];
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          read.push(...reader.push(stream.subarray(at, at + cut)));
          at += cut;
        }
        expect(read.map(({ header }) => header)).toEqual(given.map(({ header }) => header));
        read.forEach(({ attachment }, index) => {
          expect(Buffer.compare(attachment, given[index]?.attachment ?? new Uint8Array(1))).toBe(0);
        });
      }),
    );
  });

  it('does not keep the memory of the stream', () => {
    const [head, image] = encodeFrame({}, Uint8Array.of(7, 8)) as [Uint8Array, Uint8Array];
    const stream = Buffer.concat([head, image]);
    const [frame] = createFrameReader(limits).push(stream);
    stream.fill(0);
    expect([...(frame?.attachment ?? [])]).toEqual([7, 8]);
  });

  it('takes exactly as much as its limits, and refuses claims before it takes memory for them', () => {
    const header = JSON.stringify('x'.repeat(4_094));
    expect(header).toHaveLength(4_096);
    const whole = Buffer.concat(encodeFrame(JSON.parse(header), new Uint8Array(2_000)));
    expect(createFrameReader(limits).push(whole)).toHaveLength(1);
    const claim = (rest: number, headerBytes: number) => {
      const prefix = Buffer.alloc(8);
      prefix.writeUInt32BE(rest, 0);
      prefix.writeUInt32BE(headerBytes, 4);
      return () => createFrameReader(limits).push(prefix);
    };
    for (const broken of [
      claim(5_000, 4_097),
      claim(4 + 2 + 2_001, 2),
      claim(0xffffffff, 2),
      claim(10, 0xffffffff),
      claim(4 + 1, 2),
      claim(0, 0),
    ]) {
      expect(broken).toThrow(expect.objectContaining({ code: 'RC_INFERENCE_HOST_FRAME_INVALID' }));
    }
  });

  it('either reads any bytes or says that they are no message', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        const reader = createFrameReader({ headerBytes: 16, attachmentBytes: 16 });
        try {
          for (const chunk of chunks) {
            for (const { attachment } of reader.push(chunk))
              expect(attachment.length).toBeLessThanOrEqual(16);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'RC_INFERENCE_HOST_FRAME_INVALID' });
        }
      }),
    );
    const broken = Buffer.concat([Buffer.from([0, 0, 0, 6, 0, 0, 0, 2]), Buffer.from('{x')]);
    expect(() => createFrameReader(limits).push(broken)).toThrow(/not JSON/);
  });
});
