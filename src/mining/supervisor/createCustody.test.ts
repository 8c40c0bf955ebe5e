import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { createCustody } from './createCustody.ts';

const request = (size = 100) => ({ head: new Uint8Array(size), address: '192.0.2.1', receivedNs: 1n });
const createHandle = () => {
  const handle = {
    closed: 0,
    close: () => {
      handle.closed += 1;
    },
  };
  return handle;
};

const world = (limitBytes = 10_000) => {
  const clock = createManualClock();
  let dropped = 0;
  const custody = createCustody<{ name: string }>({
    ...{ clock, limitBytes: () => limitBytes },
    dropped: () => {
      dropped += 1;
    },
  });
  return { clock, custody, dropped: () => dropped, first: { name: 'first' }, second: { name: 'second' } };
};

describe('createCustody', () => {
  it('keeps a request until it is released', () => {
    const { custody, first } = world();
    const handle = createHandle();
    custody.admitted(first, { id: 1, request: request(), handle });
    custody.chunk(first, 1, new Uint8Array(50));
    expect([custody.size, custody.bytes, handle.closed]).toEqual([1, 150, 0]);
    custody.released(first, 1);
    custody.released(first, 1);
    expect([custody.size, custody.bytes, handle.closed]).toEqual([0, 0, 1]);
  });

  it('gives what a dead miner left to the next one, and keeps it until that one has answered', () => {
    const { custody, first, second } = world();
    const handle = createHandle();
    custody.admitted(first, { id: 7, request: request(), handle });
    custody.chunk(first, 7, Uint8Array.of(1, 2));
    expect(custody.orphans()).toEqual([]);
    custody.orphan(first);
    const [orphan] = custody.orphans();
    expect(orphan).toMatchObject({ handle, request: { address: '192.0.2.1', body: [Uint8Array.of(1, 2)] } });
    const entry = orphan?.entry ?? 0;
    custody.given(second, entry);
    expect(custody.orphans()).toEqual([]);
    custody.admitted(second, { id: 1, request: request(), entry });
    custody.chunk(second, 1, Uint8Array.of(1, 2));
    expect([custody.size, custody.bytes]).toEqual([1, 102]);
    custody.letGo(entry);
    expect(handle.closed).toBe(0);
    custody.released(second, 1);
    expect([custody.size, custody.bytes, handle.closed]).toEqual([0, 0, 1]);
  });

  it('still has what an heir was given when that one dies, too', () => {
    const { custody, first, second } = world();
    for (const id of [1, 2]) custody.admitted(first, { id, request: request(), handle: createHandle() });
    custody.orphan(first);
    const [one, two] = custody.orphans();
    for (const { entry } of custody.orphans()) custody.given(second, entry);
    custody.admitted(second, { id: 1, request: request(), entry: one?.entry });
    custody.orphan(second);
    expect(
      custody
        .orphans()
        .map(({ entry }) => entry)
        .sort(),
    ).toEqual([one?.entry, two?.entry]);
  });

  it('gives up a request that three miners ended with, whether they had let it in or not', () => {
    const { custody, first, second, dropped } = world();
    const [poison, other] = [createHandle(), createHandle()];
    custody.admitted(first, { id: 1, request: request(), handle: poison });
    custody.orphan(first);
    const entry = custody.orphans()[0]?.entry ?? 0;
    custody.given(second, entry);
    custody.orphan(second);
    custody.given(first, entry);
    custody.admitted(first, { id: 2, request: request(), entry });
    custody.admitted(first, { id: 3, request: request(), handle: other });
    custody.orphan(first);
    expect([poison.closed, other.closed, dropped(), custody.orphans().length]).toEqual([1, 0, 1, 1]);
  });

  it('closes the connection of a request that an heir did not let in', () => {
    const { custody, first, second } = world();
    const handle = createHandle();
    custody.admitted(first, { id: 1, request: request(), handle });
    custody.orphan(first);
    const entry = custody.orphans()[0]?.entry ?? 0;
    custody.given(second, entry);
    custody.letGo(entry);
    expect([handle.closed, custody.size, custody.bytes]).toEqual([1, 0, 0]);
  });

  it('gives up what does not fit, and nothing else', () => {
    const { custody, first, dropped } = world(1_000);
    const [small, large] = [createHandle(), createHandle()];
    custody.admitted(first, { id: 1, request: request(), handle: small });
    custody.admitted(first, { id: 2, request: request(), handle: large });
    custody.chunk(first, 2, new Uint8Array(900));
    custody.chunk(first, 2, new Uint8Array(900));
    expect([custody.size, custody.bytes, dropped(), small.closed, large.closed]).toEqual([1, 100, 1, 0, 1]);
  });

  it('forgets what was never released', async () => {
    const { clock, custody, first, dropped } = world();
    const handle = createHandle();
    custody.admitted(first, { id: 1, request: request(), handle });
    await clock.advance(61_000);
    custody.admitted(first, { id: 2, request: request(), handle: createHandle() });
    expect([custody.size, handle.closed, dropped()]).toEqual([1, 1, 1]);
  });

  it('remembers nonces for longer than an axon accepts them', async () => {
    const { clock, custody } = world();
    const used = { hotkey: 'a', uuid: 'b', nonce: 1n };
    custody.remember(used);
    await clock.advance(239_000);
    expect(custody.nonces()).toEqual([used]);
    await clock.advance(2_000);
    expect(custody.nonces()).toEqual([]);
  });

  it('counts its bytes right and closes each handle once, whatever happens', () => {
    const step = fc.record({
      kind: fc.constantFrom('admitted', 'chunk', 'released', 'orphan', 'give', 'let-go', 'adopted'),
      id: fc.nat(5),
      by: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { custody, first, second } = world(600);
        const handles: ReturnType<typeof createHandle>[] = [];
        let id = 0;
        for (const { kind, id: some, by } of steps) {
          const holder = by ? first : second;
          const entry = custody.orphans()[0]?.entry ?? some;
          if (kind === 'admitted') {
            const handle = createHandle();
            handles.push(handle);
            custody.admitted(holder, { id: ++id, request: request(), handle });
          } else if (kind === 'chunk') custody.chunk(holder, some, new Uint8Array(70));
          else if (kind === 'released') custody.released(holder, some);
          else if (kind === 'orphan') custody.orphan(holder);
          else if (kind === 'give') custody.given(holder, entry);
          else if (kind === 'let-go') custody.letGo(entry);
          else custody.admitted(holder, { id: ++id, request: request(), entry });
          expect(custody.bytes).toBeGreaterThanOrEqual(0);
          expect(custody.bytes).toBeLessThanOrEqual(600);
        }
        expect(handles.filter(({ closed }) => closed === 0).length).toBe(custody.size);
        custody.close();
        expect(handles.every(({ closed }) => closed === 1)).toBe(true);
        expect([custody.size, custody.bytes]).toEqual([0, 0]);
      }),
    );
  });
});
