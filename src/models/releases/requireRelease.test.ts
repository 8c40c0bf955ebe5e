import { describe, expect, it } from 'vitest';
import { requireRelease } from './requireRelease.ts';
import { starterFolder } from './starterFolder.ts';

describe('requireRelease', () => {
  it('lets a release pass', async () => {
    await expect(requireRelease(starterFolder)).resolves.toBeUndefined();
  });

  it.each(['/nowhere', '/dev/null'])('refuses %s', async (folder) => {
    await expect(requireRelease(folder)).rejects.toMatchObject({
      code: 'RC_RELEASE_UNREADABLE',
      message: `The release ${folder} cannot be read: it has no release.json.`,
    });
  });
});
