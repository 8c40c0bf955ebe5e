import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectErrorCodes } from '../../scripts/checks/collectErrorCodes.ts';
import { findErrorFaults } from '../../scripts/checks/findErrorFaults.ts';
import { listFiles } from '../../scripts/checks/listFiles.ts';
import { errorsPage, renderErrorsPage } from '../../scripts/checks/renderErrorsPage.ts';
import { plantTree } from './plantTree.ts';

const row = (code: string, file = 'src/room/errors.ts') => ({
  code,
  message: 'It broke.',
  hint: 'Mend it.',
  file,
});
const rows = [row('RC_ROOM_BROKEN')];

const thrown = "throw roomError('RC_ROOM_BROKEN');";

const faultsOf = (planted: Record<string, string>, codes = rows, page = renderErrorsPage(codes)) => {
  const { root, files } = plantTree({ [errorsPage]: page, ...planted });
  return findErrorFaults(root, files, codes);
};

describe('the check of error codes', () => {
  it('passes where codes, uses and page agree', () => {
    expect(faultsOf({ 'src/room/a.ts': thrown })).toEqual([]);
    expect(
      faultsOf({ 'src/room/a.ts': `/** @throws RC_ROOM_… and all other RC_ROOM_* */\n${thrown}` }),
    ).toEqual([]);
  });

  it.each([
    ['never thrown', { 'src/room/a.ts': '' }, rows],
    ['never thrown', { 'src/room/a.ts': `// ${thrown}` }, rows],
    ['never thrown', { 'src/room/a.test.ts': thrown }, rows],
    ['never thrown', { 'src/room/errors.ts': thrown }, rows],
    ['is not defined', { 'src/room/a.ts': `${thrown} 'RC_ROOM_BORKEN'` }, rows],
    ['is not defined', { 'src/room/a.ts': `${thrown}\n// see RC_ROOM_OLD` }, rows],
    ['already defined', { 'src/room/a.ts': thrown }, [...rows, row('RC_ROOM_BROKEN', 'src/b/errors.ts')]],
    ['is not RC_ROOM_WHAT', { 'src/room/a.ts': `${thrown} 'RC_BROKEN'` }, [...rows, row('RC_BROKEN')]],
    ['lacks its message', { 'src/room/a.ts': thrown }, [{ ...row('RC_ROOM_BROKEN'), hint: ' ' }]],
  ])('says "%s" of %j', (fault, planted, codes) => {
    expect(faultsOf(planted, codes).join('\n')).toContain(fault);
  });

  it('says when the page is out of step or missing', () => {
    for (const page of ['# Errors\n', renderErrorsPage(rows).replace('It broke', 'It bent')]) {
      expect(faultsOf({ 'src/room/a.ts': thrown }, rows, page)).toEqual([
        expect.stringContaining('out of step'),
      ]);
    }
    const { root } = plantTree({ 'src/room/a.ts': thrown });
    expect(findErrorFaults(root, ['src/room/a.ts'], rows)).toEqual([expect.stringContaining('out of step')]);
  });

  it('reads the codes of every errors.ts and of the bin', async () => {
    const { root, files } = plantTree({
      'src/room/errors.ts': `export const roomError = Object.assign(() => {}, { definitions: { RC_ROOM_A: { message: 'a|b', hint: 'h' } } });`,
      'bin/x.js': `fail('RC_BIN_B', \`Node \${version}.\`, "Update.");`,
    });
    const collected = await collectErrorCodes(root, files);
    expect(collected).toEqual([
      { code: 'RC_BIN_B', message: 'Node ….', hint: 'Update.', file: 'bin/x.js' },
      { code: 'RC_ROOM_A', message: 'a|b', hint: 'h', file: 'src/room/errors.ts' },
    ]);
    expect(renderErrorsPage(collected)).toContain('| `RC_ROOM_A` | a\\|b | h |');
  });

  it("holds this repository's page against its code", async () => {
    const root = join(import.meta.dirname, '../..');
    const collected = await collectErrorCodes(root, listFiles(root));
    expect(collected.length).toBeGreaterThan(50);
    expect(readFileSync(join(root, errorsPage), 'utf8')).toBe(renderErrorsPage(collected));
  });
});
