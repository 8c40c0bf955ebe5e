import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random/createRandom.ts';
import { runDemo } from './runDemo.ts';

describe('runDemo', () => {
  it('answers every challenge of three validators and refuses the stranger', async () => {
    const seen: number[] = [];
    const report = await runDemo({
      random: createRandom('demo'),
      onChallenge: (_entry, index) => seen.push(index),
    });
    expect(report.challenges).toHaveLength(20);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(new Set(report.challenges.map(({ validator }) => validator)).size).toBe(3);
    expect(
      report.challenges.every(({ prediction, milliseconds }) => prediction === 0.25 && milliseconds > 0),
    ).toBe(true);
    expect(report.strangerStatus).toBe(403);
  });

  it('has the same keys again from the same seed, and others otherwise', async () => {
    const miners = await Promise.all(
      ['a', 'a', 'b'].map(
        async (seed) => (await runDemo({ challenges: 1, random: createRandom(seed) })).miner,
      ),
    );
    expect(miners[0]).toBe(miners[1]);
    expect(miners[0]).not.toBe(miners[2]);
  });

  it.each([20, -20])('says so when the clock is %d s off', async (clockOffset) => {
    await expect(runDemo({ challenges: 3, clockOffset })).rejects.toMatchObject({
      code: 'RC_AXON_CLOCK_OFF',
      message: expect.stringContaining(`${clockOffset > 0 ? '20.0 s ahead of' : '20.0 s behind'}`),
    });
  });

  it('says which port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(runDemo({ port })).rejects.toMatchObject({ code: 'RC_AXON_PORT_IN_USE', details: { port } });
    other.close();
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(runDemo({ signal })).rejects.toThrow('Ctrl-C');
  });
});
