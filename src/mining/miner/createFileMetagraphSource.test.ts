import { writeFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keypairFromUri } from '../../bittensor/keys/keypairFromUri.ts';
import type { MetagraphSnapshot } from '../../bittensor/metagraph/metagraphSnapshot.ts';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createFileMetagraphSource, type FileMetagraphOptions } from './createFileMetagraphSource.ts';

const [first, second] = ['//First', '//Second'].map((uri) => keypairFromUri(uri).address) as [string, string];
let folder = '';
const closing: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metagraph-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await rm(folder, { recursive: true });
});

const snapshot = (hotkeys: readonly string[], at = '2026-01-01T00:00:00Z') =>
  JSON.stringify({
    ...{ format: 1, netuid: 72, at },
    neurons: hotkeys.map((hotkey, uid) => ({ uid, hotkey, validatorPermit: uid === 0 })),
  });

const setUp = async (files: Pick<FileMetagraphOptions, 'file' | 'validators'>) => {
  const clock = createManualClock();
  const open = new Map<string, string>();
  const source = await createFileMetagraphSource({
    ...{ netuid: 72, clock, logger: silentLogger, everyMs: 1_000 },
    alerts: {
      open: (kind, { severity, text }) => open.set(kind, `${severity}: ${text}`),
      over: (kind) => open.delete(kind),
    },
    ...files,
  });
  closing.push(source.close);
  /** Lets it look until something is so; reading a file takes as long as it takes. */
  const until = (check: () => void) =>
    vi.waitFor(async () => {
      await clock.advance(1_000);
      check();
    });
  return { clock, open, source, until };
};
const permitted = (held: MetagraphSnapshot | null) =>
  held?.neurons.filter(({ validatorPermit }) => validatorPermit).map(({ hotkey }) => hotkey);

describe('createFileMetagraphSource', () => {
  it('takes a new file whole, and keeps what it has while the file is broken or gone', async () => {
    const file = join(folder, 'metagraph.json');
    const { source, open, until } = await setUp({ file });
    expect(source.current()).toBeNull();
    expect(open.get('metagraph')).toMatch(/^critical: .*ENOENT.*503/);

    await writeFile(file, snapshot([first, second]));
    await until(() => expect(permitted(source.current())).toEqual([first]));
    expect(open.has('metagraph')).toBe(false);

    const told = vi.fn();
    source.subscribe(told);
    await writeFile(file, snapshot([first, second]).slice(0, -9));
    await until(() => expect(open.get('metagraph')).toMatch(/^warning: .*not JSON.*serves on/));
    expect(permitted(source.current())).toEqual([first]);
    await rm(file);
    await until(() => expect(open.get('metagraph')).toContain('ENOENT'));
    expect(told).not.toHaveBeenCalled();

    await writeFile(join(folder, 'next'), snapshot([second, first]));
    await rename(join(folder, 'next'), file);
    await until(() => expect(told).toHaveBeenCalledTimes(1));
    expect(permitted(source.current())).toEqual([second]);
    expect(open.has('metagraph')).toBe(false);
  });

  it('serves an old snapshot on and says that it is old', async () => {
    const file = join(folder, 'metagraph.json');
    await writeFile(file, snapshot([first], '2026-01-01T00:00:00Z'));
    const { clock, source, open } = await setUp({ file });
    expect(source.partial).toBe(false);
    await clock.advance(3_599_000);
    expect(open.has('metagraph')).toBe(false);
    await vi.waitFor(async () => {
      await clock.advance(2_000);
      expect(open.get('metagraph')).toContain('hours ago');
    });
    expect(permitted(source.current())).toEqual([first]);
  });

  it('permits those of a list beside those of the metagraph', async () => {
    const [file, validators] = [join(folder, 'metagraph.json'), join(folder, 'validators.txt')];
    await writeFile(file, snapshot([first, second]));
    await writeFile(validators, `# ours\n${second}\n`);
    const { source } = await setUp({ file, validators });
    expect(permitted(source.current())?.sort()).toEqual([first, second].sort());
    expect(source.current()?.neurons).toHaveLength(2);
    expect(source.partial).toBe(false);
  });

  it('does not read a list that is being written', async () => {
    const validators = join(folder, 'validators.txt');
    await writeFile(validators, `${first}\n${second}\n`);
    const { clock, source, until } = await setUp({ validators });
    const told = vi.fn();
    source.subscribe(told);
    // Looked at again and again, and never twice the same: each look is over before the next change.
    for (let length = 1; length <= 8; length += 1) {
      writeFileSync(validators, `${'#'.repeat(length)}\n`);
      await clock.advance(1_000);
      await setTimeout(50);
    }
    expect(told).not.toHaveBeenCalled();
    expect(permitted(source.current())).toEqual([first, second]);
    writeFileSync(validators, `${second}\n`);
    await until(() => expect(permitted(source.current())).toEqual([second]));
    await clock.advance(0);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('does with a list alone, which never grows old', async () => {
    const validators = join(folder, 'validators.txt');
    await writeFile(validators, second);
    const { clock, source, open } = await setUp({ validators });
    expect(permitted(source.current())).toEqual([second]);
    expect(source.partial).toBe(true);
    await clock.advance(5_000_000);
    expect(open.size).toBe(0);
  });
});
