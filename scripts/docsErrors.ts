// npm run docs:errors: writes docs/errors.md from the errors that the code defines.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { collectErrorCodes } from './checks/collectErrorCodes.ts';
import { listFiles } from './checks/listFiles.ts';
import { errorsPage, renderErrorsPage } from './checks/renderErrorsPage.ts';

const root = join(import.meta.dirname, '..');
const rows = await collectErrorCodes(root, listFiles(root));
const path = join(root, errorsPage);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, renderErrorsPage(rows));
console.log(`${errorsPage}: ${rows.length} codes`);
