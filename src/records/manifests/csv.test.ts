import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsv } from './formatCsv.ts';
import { parseCsv } from './parseCsv.ts';

const cellsOf = (text: string) => {
  const parsed = parseCsv(text);
  return 'length' in parsed ? parsed.map(({ cells }) => cells) : parsed;
};

describe('parseCsv', () => {
  it.each([
    ['', []],
    [
      '\uFEFFa,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\n\n\r\nb\rc\n', [['a'], ['b'], ['c']]],
    [
      'a,,\n,"",',
      [
        ['a', '', ''],
        ['', '', ''],
      ],
    ],
    [
      '"a ""x"", b","c\r\nd"\ne,f',
      [
        ['a "x", b', 'c\r\nd'],
        ['e', 'f'],
      ],
    ],
    [' a , b ', [[' a ', ' b ']]],
  ])('reads %j', (text, rows) => {
    expect(cellsOf(text)).toEqual(rows);
  });

  it.each([
    ['a\nb"c\n', { line: 2, problem: 'a quote in a cell that is not quoted' }],
    ['a\n"b\nc"d\n', { line: 3, problem: 'text after a closing quote' }],
    ['a\nb\n"c\nd', { line: 3, problem: 'a quote is never closed' }],
  ])('refuses %j', (text, fault) => {
    expect(cellsOf(text)).toEqual(fault);
  });

  it('says in which line a row begins', () => {
    const rows = parseCsv('a\r\n"b\r\n\nc"\r\n\r\nd');
    expect('length' in rows && rows.map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  it('reads back whatever formatCsv writes', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n a]*$/));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 })), (rows) => {
        // A byte-order mark at the very start is not part of the text.
        const text = `\uFEFF${formatCsv(rows)}`;
        // An only cell that is empty is written as "", which reads as an empty line.
        expect(cellsOf(text)).toEqual(rows.filter((cells) => cells.length > 1 || cells[0] !== ''));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a",\r\n]*$/), (text) => {
        const parsed = parseCsv(text);
        return 'length' in parsed || parsed.line >= 1;
      }),
    );
  });
});
