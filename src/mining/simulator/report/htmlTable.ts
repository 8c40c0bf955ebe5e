import { escapeXml } from '../../../support/charts/escapeXml.ts';
import { plainText } from './plainText.ts';

/** A cell: text, or text with a second line below it in small. */
export type HtmlCell = string | { readonly main: string; readonly small: string };

export interface HtmlColumn {
  readonly head: string;
  /** Text keeps to the left, figures to the right. */
  readonly text?: boolean;
}

/** Text of whoever as HTML. */
export const toHtml = (text: string): string => escapeXml(plainText(text, 500));

/** A table as HTML; all text is escaped. */
export function htmlTable(columns: readonly HtmlColumn[], rows: readonly (readonly HtmlCell[])[]): string {
  const classOf = ({ text }: HtmlColumn): string => (text ? ' class="text"' : '');
  const head = columns.map((column) => `<th${classOf(column)}>${toHtml(column.head)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const content =
        typeof cell === 'string' ? toHtml(cell) : `${toHtml(cell.main)}<small>${toHtml(cell.small)}</small>`;
      return `<td${classOf(columns[index] ?? { head: '' })}>${content}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}
