import { mergePlan, type MergePlan } from '../../contract/merge.ts';

/** Subject and text to be filled in: a template, or a message that is being written. */
export interface Letter {
  readonly id: string;
  readonly label: string;
  readonly subject: string;
  readonly html: string;
  readonly defaults: Readonly<Record<string, string>>;
  /** Where a message is written; null for a template. */
  readonly account: string | null;
  /** The name of the template; null for a message. */
  readonly template: string | null;
}

/** A setting up so far. */
export interface Setup {
  readonly table: File | null;
  /** Another for each table that was chosen. */
  readonly tableKey: number;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly sample: readonly (readonly string[])[];
  readonly letter: string | null;
  readonly to: string;
  readonly cc: string;
  readonly fileColumn: string;
  readonly allowDuplicates: boolean;
  readonly files: readonly { readonly name: string; readonly incoming: string }[];
}

export const emptySetup: Setup = {
  table: null,
  tableKey: 0,
  columns: [],
  rows: 0,
  sample: [],
  letter: null,
  to: '',
  cc: '',
  fileColumn: '',
  allowDuplicates: false,
  files: [],
};

/** Null until it is known whom the rows go to. */
export function planOf({ to, cc, fileColumn, allowDuplicates }: Setup, letter: Letter): MergePlan | null {
  if (to === '') return null;
  const { subject, html, defaults } = letter;
  return mergePlan.parse({
    subject,
    html,
    defaults,
    to,
    cc: cc || null,
    fileColumn: fileColumn || null,
    allowDuplicates,
  });
}

/** The column that looks most like one of addresses: by its name, or by what is in it. */
export function guessAddressColumn(columns: readonly string[], sample: readonly (readonly string[])[]): string {
  const byName = columns.find((name) => /e-?mail|address|adresse|^to$/i.test(name));
  const byCells = columns.find((_, index) => sample.some((cells) => cells[index]?.includes('@') === true));
  return byName ?? byCells ?? '';
}
