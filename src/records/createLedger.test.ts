import { expect, it } from 'vitest';
import { createLedger } from './createLedger.ts';

/** A ledger of a buffer that holds what was offered and not settled. */
function createCase() {
  let waiting = 0;
  const ledger = createLedger(() => waiting);
  return {
    ledger,
    offer(count: number) {
      for (let index = 0; index < count; index += 1) ledger.offer(true, '');
      waiting += count;
    },
    settle(written: number, spilled: number, lost: number) {
      waiting -= written + spilled + lost;
      ledger.settle({ written, spilled, lost });
    },
    numbers() {
      const { offered, written, spilled, lost } = ledger.health();
      expect(written + waiting + spilled + lost).toBe(offered);
      return { offered, written, spilled, lost };
    },
  };
}

it('counts what earlier runs left as offered', () => {
  const { ledger, numbers } = createCase();
  ledger.inherit(3);
  ledger.find(10, false);
  expect(numbers()).toEqual({ offered: 13, written: 0, spilled: 10, lost: 3 });
  ledger.replay({ written: 8, lost: 1 });
  expect(numbers()).toEqual({ offered: 13, written: 8, spilled: 1, lost: 4 });
  // The last one is not in the files, or not readable.
  ledger.state('ok', null);
  expect(numbers()).toEqual({ offered: 13, written: 8, spilled: 0, lost: 5 });
});

it('does not count the files of its own thread that ended again', () => {
  const { ledger, offer, settle, numbers } = createCase();
  offer(10);
  settle(2, 8, 0);
  ledger.orphan();
  ledger.find(5, true);
  ledger.find(3, true);
  expect(numbers()).toEqual({ offered: 10, written: 2, spilled: 8, lost: 0 });
  ledger.replay({ written: 8, lost: 0 });
  ledger.state('ok', null);
  expect(numbers()).toEqual({ offered: 10, written: 10, spilled: 0, lost: 0 });
});

it('counts a batch that is in its files and comes again as offered twice, and a missing one as lost', () => {
  const twice = createCase();
  twice.offer(4);
  twice.ledger.orphan();
  twice.ledger.find(4, true);
  twice.settle(4, 0, 0);
  twice.ledger.replay({ written: 4, lost: 0 });
  expect(twice.numbers()).toEqual({ offered: 8, written: 8, spilled: 0, lost: 0 });

  const missing = createCase();
  missing.offer(4);
  missing.settle(0, 4, 0);
  missing.ledger.orphan();
  missing.ledger.find(1, true);
  missing.ledger.replay({ written: 1, lost: 0 });
  missing.ledger.state('ok', null);
  expect(missing.numbers()).toEqual({ offered: 4, written: 1, spilled: 0, lost: 3 });
});

it('takes no more out of the spill files than was put in', () => {
  const { ledger, offer, settle, numbers } = createCase();
  offer(2);
  settle(0, 1, 1);
  ledger.replay({ written: 5, lost: 5 });
  expect(numbers()).toEqual({ offered: 2, written: 1, spilled: 0, lost: 1 });
});

it('is losing while the buffer overflows, whatever the thread says', () => {
  const { ledger, offer, settle } = createCase();
  offer(1);
  ledger.offer(false, 'it is full');
  ledger.state('spilling', 'no database');
  expect(ledger.health()).toMatchObject({ state: 'losing', problem: 'it is full', lost: 1 });
  settle(1, 0, 0);
  expect(ledger.health()).toMatchObject({ state: 'spilling', problem: 'no database' });
});
