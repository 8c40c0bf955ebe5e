import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createSpill, type Spill, type SpillDisk, type SpillSegment } from './createSpill.ts';
import { createSpillDecoder } from './createSpillDecoder.ts';
import { spillLine } from './spillLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-spill-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fresh = (): string => {
  count += 1;
  return join(folder, String(count));
};
const run = '019a0c1e-0000-7000-8000-000000000001';
const other = '019a0c1e-0000-7000-8000-000000000000';
const nobody = () => false;

const texts = fc.array(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  { maxLength: 20 },
);

function decode(bytes: Uint8Array, cuts: readonly number[]) {
  const decoder = createSpillDecoder();
  const found: string[] = [];
  let start = 0;
  for (const cut of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    found.push(...decoder.push(bytes.subarray(start, cut)));
    start = cut;
  }
  return { found, ...decoder.end() };
}

describe('the lines of a spill file', () => {
  it('come back as they were, however the file is cut into pieces', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 8 }), (records, cuts) => {
        const file = Buffer.from(records.map(spillLine.encode).join(''));
        expect(decode(file, cuts)).toEqual({ found: records, damaged: 0, torn: false });
      }),
    );
  });

  it('come back up to where the file was torn', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (records, cut) => {
        const file = Buffer.from(records.map(spillLine.encode).join(''));
        const length = cut % (file.length + 1);
        const whole = file.subarray(0, length).filter((byte) => byte === 10).length;
        const isTorn = length > 0 && file[length - 1] !== 10;
        expect(decode(file.subarray(0, length), [])).toEqual({
          ...{ found: records.slice(0, whole), damaged: 0, torn: isTorn },
        });
      }),
    );
  });

  it('are left out where a byte was changed, and only those', () => {
    const some = fc.array(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(some, fc.nat(), fc.integer({ min: 1, max: 255 }), (records, position, change) => {
        const file = Buffer.from(records.map(spillLine.encode).join(''));
        const at = position % file.length;
        // A line feed that appears or goes makes two lines of one, or one of two.
        fc.pre(file[at] !== 10 && (file[at] ?? 0) !== (10 ^ change));
        file[at] = (file[at] ?? 0) ^ change;
        const line = file.subarray(0, at).filter((byte) => byte === 10).length;
        expect(decode(file, [])).toEqual({ found: records.toSpliced(line, 1), damaged: 1, torn: false });
      }),
    );
  });

  it('do not fill the memory where there are none', () => {
    const decoder = createSpillDecoder();
    for (let index = 0; index < 50; index += 1) expect(decoder.push(Buffer.alloc(100_000, 65))).toEqual([]);
    expect(decoder.push(Buffer.from(`\n${spillLine.encode('1')}`))).toEqual(['1']);
    expect(decoder.end()).toEqual({ damaged: 1, torn: false });
  });
});

const readAll = (spill: Spill, segment: SpillSegment) => {
  const found: string[] = [];
  const reader = spill.read(segment, 3);
  for (let step = reader.next(); ; step = reader.next()) {
    if (step.done) return { found, ...step.value };
    found.push(...step.value);
  }
};

describe('the spill files', () => {
  it('give back records in their order, oldest file first', () => {
    const path = fresh();
    const earlier = createSpill({ folder: path, run: other, maxBytes: 1e6 });
    earlier.append(['"old"']);
    earlier.close();
    const spill = createSpill({ folder: path, run, maxBytes: 1e6 });
    expect(spill.bytes).toBe(0);
    spill.append(['1', '2']);
    spill.append(['3', '4', '5']);
    // The open file is not read.
    expect(spill.segments(nobody).map((segment) => segment.run)).toEqual([other]);
    spill.seal();
    spill.append(['6']);
    spill.seal();
    const segments = spill.segments(nobody);
    expect(segments.map((segment) => readAll(spill, segment))).toEqual([
      { found: ['"old"'], damaged: 0, torn: false },
      { found: ['1', '2', '3', '4', '5'], damaged: 0, torn: false },
      { found: ['6'], damaged: 0, torn: false },
    ]);
    expect(spill.segments((owner) => owner === other).map((segment) => segment.run)).toEqual([run, run]);
    for (const segment of segments) spill.remove(segment);
    expect(spill.bytes).toBe(0);
    expect(readdirSync(path)).toEqual([]);
  });

  it('go on in a new file where a thread left some of the same run', () => {
    const path = fresh();
    const first = createSpill({ folder: path, run, maxBytes: 1e6 });
    first.append(['1']);
    const second = createSpill({ folder: path, run, maxBytes: 1e6 });
    second.append(['2']);
    second.seal();
    expect(second.segments(nobody).map((segment) => readAll(second, segment).found)).toEqual([['1'], ['2']]);
  });

  it('leave other files alone', () => {
    const path = fresh();
    const spill = createSpill({ folder: path, run, maxBytes: 1e6 });
    expect(spill.segments(nobody)).toEqual([]);
    spill.append(['1']);
    spill.seal();
    writeFileSync(join(path, 'notes.txt'), 'x');
    expect(spill.segments(nobody)).toHaveLength(1);
  });

  it('take no more than they may', () => {
    const spill = createSpill({ folder: fresh(), run, maxBytes: 100 });
    spill.append([JSON.stringify('x'.repeat(60))]);
    expect(() => spill.append([JSON.stringify('y'.repeat(60))])).toThrow(
      expect.objectContaining({ code: 'RC_RECORDS_SPILL_FAILED' }),
    );
    spill.append(['1']);
    spill.seal();
    expect(spill.segments(nobody).map((segment) => readAll(spill, segment).found.length)).toEqual([2]);
  });

  it('have a torn last line after a kill, and the others', () => {
    const path = fresh();
    const spill = createSpill({ folder: path, run: other, maxBytes: 1e6 });
    spill.append(['1', '2', '3']);
    const [name = ''] = readdirSync(path);
    truncateSync(join(path, name), readFileSync(join(path, name)).length - 2);
    const next = createSpill({ folder: path, run, maxBytes: 1e6 });
    expect(next.segments(nobody).map((segment) => readAll(next, segment))).toEqual([
      { found: ['1', '2'], damaged: 0, torn: true },
    ]);
  });

  it.each(['write', 'sync', 'truncate too'] as const)(
    'hold all records of a call or none of them, when the disk fails (%s)',
    (failure) => {
      const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      let broken = false;
      const fail = () => {
        throw full;
      };
      const disk: SpillDisk = {
        openSync,
        closeSync,
        // Half of it gets there, as on a disk that fills up.
        writeSync: ((handle: number, data: Uint8Array, offset: number) => {
          if (!broken || failure === 'sync') return writeSync(handle, data, offset);
          if (offset > 0) return fail();
          return writeSync(handle, data, 0, data.length >> 1);
        }) as typeof writeSync,
        fsyncSync: (handle) => (broken ? fail() : fsyncSync(handle)),
        ftruncateSync: (handle, length) =>
          broken && failure === 'truncate too' ? fail() : ftruncateSync(handle, length),
      };
      const spill = createSpill({ folder: fresh(), run, maxBytes: 1e6, disk });
      spill.append(['1']);
      broken = true;
      expect(() => spill.append(['"lost 1"', '"lost 2"'])).toThrow(
        expect.objectContaining({ code: 'RC_RECORDS_DISK_FULL' }),
      );
      broken = false;
      spill.append(['2']);
      spill.seal();
      const found = spill.segments(nobody).flatMap((segment) => readAll(spill, segment).found);
      // Where not even the truncation worked, whole lines of the failed call may be there.
      expect(found.filter((text) => text.length === 1)).toEqual(['1', '2']);
      if (failure !== 'truncate too') expect(found).toHaveLength(2);
    },
  );
});
