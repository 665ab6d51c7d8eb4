import { type CompositionText, compositionText } from '../../../contract/compose.ts';
import type { MergePlan } from '../../../contract/merge.ts';
import { fillHtmlTemplate, fillTemplate } from '../templates/fill-template.ts';
import type { TableRow } from './merge-table.ts';

/** What one row of the table makes of the plan. */
export interface FilledRow {
  readonly text: CompositionText;
  /** Variables that no column gives. */
  readonly missing: readonly string[];
  /** Variables whose cell is empty in this row. */
  readonly empty: readonly string[];
  /** Files of this row alone, as its cell names them. */
  readonly paths: readonly string[];
}

export function fillRow(plan: MergePlan, columns: readonly string[], row: Pick<TableRow, 'values'>): FilledRow {
  const values = valuesOf(plan, columns, row);
  const subject = fillTemplate(plan.subject, values);
  const html = fillHtmlTemplate(plan.html, values);
  const asked = [...new Set([...fillTemplate(plan.subject, {}).missing, ...fillTemplate(plan.html, {}).missing])];
  const text = compositionText.parse({
    to: cellsOf(columns, row, plan.to),
    cc: cellsOf(columns, row, plan.cc),
    bcc: cellsOf(columns, row, plan.bcc),
    subject: subject.text.replace(/\s+/g, ' ').trim(),
    html: html.text,
    importance: 'normal',
  });
  return {
    text,
    missing: [...new Set([...subject.missing, ...html.missing])],
    empty: asked.filter((name) => values[name]?.trim() === ''),
    paths: cellOf(columns, row, plan.fileColumn)
      .split(/[;|]/)
      .map((path) => path.trim())
      .filter((path) => path !== ''),
  };
}

/** Variables that the plan asks for and no column gives, in any row. */
export function unknownVariables(plan: MergePlan, columns: readonly string[]): readonly string[] {
  return fillRow(plan, columns, { values: columns.map(() => '') }).missing;
}

function valuesOf(
  { variables, defaults }: MergePlan,
  columns: readonly string[],
  { values }: Pick<TableRow, 'values'>,
): Readonly<Record<string, string>> {
  const named = columns.map((column, index): [string, string] => [column, values[index] ?? '']);
  const renamed = Object.entries(variables).map(([name, column]): [string, string] => [
    name,
    values[columns.indexOf(column)] ?? '',
  ]);
  const given = [...named, ...renamed].filter(([name, value]) => value !== '' || !Object.hasOwn(defaults, name));
  return { ...defaults, ...Object.fromEntries(given) };
}

/** A cell may hold several addresses, as people paste them. */
function cellsOf(columns: readonly string[], row: Pick<TableRow, 'values'>, column: string | null): string[] {
  const cell = cellOf(columns, row, column).trim();
  return cell === '' ? [] : [cell];
}

function cellOf(columns: readonly string[], { values }: Pick<TableRow, 'values'>, column: string | null): string {
  return column === null ? '' : (values[columns.indexOf(column)] ?? '');
}
