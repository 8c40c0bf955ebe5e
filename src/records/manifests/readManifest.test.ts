import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from './readManifest.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'roadcrew-manifest-'));
  await mkdir(join(root, 'images/with, comma'), { recursive: true });
  for (const name of ['a.jpg', 'b.jpg', 'with, comma/c.jpg'])
    await writeFile(join(root, 'images', name), name);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const read = async (text: string | Uint8Array) => {
  await writeFile(join(root, 'manifest.csv'), text);
  return readManifest({ path: join(root, 'manifest.csv'), root: join(root, 'images') });
};
const refusal = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe('readManifest', () => {
  it('reads the columns it knows, in any order, and ignores others', async () => {
    const entries = await read(
      '\uFEFFwidth,label,source_group,file\r\n640,1,night ride,a.jpg\r\n640, 0 ,,b.jpg\r\n1,1,day,"with, comma/c.jpg"\r\n',
    );
    expect(entries).toEqual([
      {
        file: 'a.jpg',
        path: expect.stringMatching(/images\/a\.jpg$/),
        label: 1,
        group: 'night ride',
        line: 2,
      },
      { file: 'b.jpg', path: expect.stringMatching(/images\/b\.jpg$/), label: 0, group: null, line: 3 },
      expect.objectContaining({ file: 'with, comma/c.jpg', label: 1, group: 'day', line: 4 }),
    ]);
    expect(await read('file,label\na.jpg,1')).toHaveLength(1);
  });

  it('names all faults of the rows, the first five in words', async () => {
    await symlink('/etc/hostname', join(root, 'images/outside.jpg'));
    const text = [
      'file,label',
      'a.jpg,1',
      'b.jpg,yes',
      './a.jpg,1',
      '../images/b.jpg,0',
      '/etc/passwd,0',
      'none.jpg,0',
      'outside.jpg,1',
      'a.jpg',
      ',1',
    ].join('\n');
    const failure = await read(text).catch((error: unknown) => error);
    expect(failure).toMatchObject(
      refusal(
        'RC_MANIFESTS_ROWS_INVALID',
        /has faults \(8\): line 3: the label "yes" is neither 0 nor 1; line 4: \.\/a\.jpg is already in line 2; line 5: .*inside the root; line 6: .*; line 7: none\.jpg does not exist; and 3 more/,
      ),
    );
    expect(failure).toMatchObject({
      details: {
        faults: expect.arrayContaining([
          { line: 8, problem: expect.stringMatching(/leads out of the root|does not exist/) },
          { line: 9, problem: 'has 1 cells instead of 2' },
        ]),
      },
    });
  });

  it('refuses what is no manifest', async () => {
    await expect(read('name,label\na,1')).rejects.toMatchObject(
      refusal('RC_MANIFESTS_COLUMNS_INVALID', /lacks the column file/),
    );
    await expect(read('file,label,label\na,1,1')).rejects.toMatchObject(
      refusal('RC_MANIFESTS_COLUMNS_INVALID', /column label twice/),
    );
    await expect(read('')).rejects.toMatchObject({ code: 'RC_MANIFESTS_COLUMNS_INVALID' });
    await expect(read('file,label\n')).rejects.toMatchObject(
      refusal('RC_MANIFESTS_ROWS_INVALID', /no image/),
    );
    await expect(read('file,label\n"a.jpg,1')).rejects.toMatchObject(
      refusal('RC_MANIFESTS_CSV_INVALID', /line 2: a quote is never closed/),
    );
    await expect(read(Uint8Array.of(0xff, 0xfe, 0x61))).rejects.toMatchObject(
      refusal('RC_MANIFESTS_UNREADABLE', /not UTF-8/),
    );
    await expect(
      read('file,label\nimages,1').then(() => readManifest({ path: root, root })),
    ).rejects.toMatchObject({ code: 'RC_MANIFESTS_ROWS_INVALID' });
    await expect(readManifest({ path: join(root, 'none.csv'), root })).rejects.toMatchObject(
      refusal('RC_MANIFESTS_UNREADABLE', /does not exist/),
    );
    await writeFile(join(root, 'manifest.csv'), 'file,label\na.jpg,1');
    await expect(
      readManifest({ path: join(root, 'manifest.csv'), root: join(root, 'none') }),
    ).rejects.toMatchObject({ code: 'RC_MANIFESTS_ROOT_UNREADABLE' });
  });
});
