import type { ErrorCodeRow } from './collectErrorCodes.ts';

/** Where the page lies in the repository. */
export const errorsPage = 'docs/errors.md';

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

/** The text of `docs/errors.md`: one section for each room, one row for each code. */
export function renderErrorsPage(rows: readonly ErrorCodeRow[]): string {
  const rooms = Map.groupBy(rows, ({ file }) => file);
  const sections = [...rooms]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, members]) => {
      const lines = members.map(
        ({ code, message, hint }) => `| \`${code}\` | ${cell(message)} | ${cell(hint)} |`,
      );
      return [
        `## ${file}`,
        '',
        '| Code | What happened | What to do |',
        '| --- | --- | --- |',
        ...lines,
      ].join('\n');
    });
  return `${[
    '# Errors',
    'Made by `npm run docs:errors` from the code; do not edit. Codes are stable: programs may rely on them. Words in braces stand for what the error is about. With `--json`, a failed command prints `{"error":{"code","message","hint","details"}}`.',
    ...sections,
  ].join('\n\n')}\n`;
}
