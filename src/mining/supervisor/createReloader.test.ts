import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createReloader } from './createReloader.ts';
import type { MinerValues } from './MinerValues.ts';

// Only compared and passed on, never looked into.
const of = (level: string) => ({ logging: { level } }) as unknown as MinerValues;

const world = () => {
  const told: string[] = [];
  let next: () => Promise<MinerValues> = async () => of('info');
  const reloader = createReloader({
    ...{ values: of('info'), now: () => 0, logger: silentLogger, load: () => next() },
    apply: async (_, { now }) => void told.push(`applied ${now}`),
    alerts: {
      open: (kind, { text }) => void told.push(`open ${kind}: ${text}`),
      over: (kind) => void told.push(`over ${kind}`),
    },
    onReload: (outcome) => void told.push(outcome),
  });
  return {
    ...{ reloader, told },
    give(load: () => Promise<MinerValues>) {
      next = load;
    },
  };
};

describe('createReloader', () => {
  it('applies what changed', async () => {
    const { reloader, told, give } = world();
    give(async () => of('debug'));
    expect(await reloader.reload()).toBe(true);
    expect(told).toEqual(['over configuration', 'done', 'applied logging.level']);
    expect(reloader.values).toEqual(of('debug'));
  });

  it('does nothing where nothing changed', async () => {
    const { reloader, told } = world();
    expect(await reloader.reload()).toBe(true);
    expect(told).toEqual(['over configuration', 'done']);
  });

  it('keeps the old values of a bad file, and tells of it until it is good', async () => {
    const { reloader, told, give } = world();
    give(() => Promise.reject(new Error('roadcrew.yaml:3 is wrong')));
    expect(await reloader.reload()).toBe(false);
    expect(reloader.values).toEqual(of('info'));
    expect(reloader.state.problem).toBe('roadcrew.yaml:3 is wrong');
    give(async () => of('info'));
    await reloader.reload();
    expect(reloader.state.problem).toBeNull();
    expect(told).toEqual([
      'failed',
      'open configuration: The miner goes on with the old one. roadcrew.yaml:3 is wrong',
      'over configuration',
      'done',
    ]);
  });

  it('reads one after the other', async () => {
    const { reloader, give } = world();
    let running = 0;
    let most = 0;
    give(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return of('info');
    });
    await Promise.all([reloader.reload(), reloader.reload()]);
    expect(most).toBe(1);
  });
});
