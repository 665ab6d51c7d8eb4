import type { MergePlan, MergeProblem } from '../../../contract/merge.ts';
import { checkDraft } from '../compose/check-draft.ts';
import { readRecipients } from '../compose/read-recipients.ts';
import { MailroomError } from '../mailroom-error.ts';
import { draftOf } from '../outbox/composed-text.ts';
import type { MailContent } from '../ports/mail-service.ts';
import { type FilledRow, fillRow } from './fill-row.ts';
import type { Table, TableRow } from './merge-table.ts';

/** What a row can be held against besides itself. */
export interface MergeRules {
  /** Throws when this mail may not go where it is addressed. */
  passGates(content: MailContent): void;
  /** False when no file of this machine is there. */
  isFile(path: string): boolean;
}

export interface CheckedRow extends TableRow {
  readonly to: string;
  readonly problems: readonly MergeProblem[];
}

/** Finds everything that is wrong with a table before anything is made of it. */
export function checkMerge(plan: MergePlan, table: Table, rules: MergeRules): readonly CheckedRow[] {
  mustHaveColumns(plan, table);
  const seen = new Map<string, number>();
  return table.rows.map((row): CheckedRow => {
    const filled = fillRow(plan, table.columns, row);
    const address = firstAddress(filled);
    const problems = [...ofRecipients(filled), ...ofWords(filled), ...ofFiles(filled, rules)];
    const before = address === null ? undefined : seen.get(address);
    if (before !== undefined && !plan.allowDuplicates) problems.push(duplicate(before));
    if (address !== null && before === undefined) seen.set(address, row.row);
    if (!problems.some(({ blocks }) => blocks)) problems.push(...ofMessage(filled, rules));
    return { ...row, to: filled.text.to.join('; '), problems };
  });
}

function firstAddress({ text }: FilledRow): string | null {
  const read = readRecipients(text.to);
  return read.ok ? (read.recipients[0]?.address.toLowerCase() ?? null) : null;
}

function ofRecipients({ text }: FilledRow): MergeProblem[] {
  if (text.to.length === 0) return [{ kind: 'noAddress', message: 'There is no address in this row.', blocks: true }];
  const read = readRecipients([...text.to, ...text.cc, ...text.bcc]);
  if (read.ok) return [];
  return [{ kind: 'badAddress', message: `“${short(read.unreadable)}” is not an e-mail address.`, blocks: true }];
}

function ofWords({ missing, empty }: FilledRow): MergeProblem[] {
  return [
    ...missing.map((name): MergeProblem => {
      return { kind: 'missingVariable', message: `No column gives {{${name}}}.`, blocks: true };
    }),
    ...empty.map((name): MergeProblem => {
      return { kind: 'emptyVariable', message: `{{${name}}} is empty in this row.`, blocks: false };
    }),
  ];
}

function ofFiles({ paths }: FilledRow, rules: MergeRules): MergeProblem[] {
  const gone = paths.filter((path) => !rules.isFile(path));
  return gone.map((path) => ({ kind: 'fileMissing', message: `“${short(path)}” does not exist.`, blocks: true }));
}

function duplicate(row: number): MergeProblem {
  const message = `Row ${String(row)} has the same address.`;
  return { kind: 'duplicateAddress', message, blocks: true };
}

/** What Send would refuse, so that nobody learns of it only then. */
function ofMessage({ text }: FilledRow, rules: MergeRules): MergeProblem[] {
  try {
    rules.passGates(checkDraft(draftOf(text)));
    return [];
  } catch (error) {
    if (!(error instanceof MailroomError)) throw error;
    const kind = error.code === 'validation_error' ? 'invalid' : 'notAllowed';
    return [{ kind, message: error.message.replace(/ Nothing was sent\.$/, ''), blocks: true }];
  }
}

function mustHaveColumns({ to, cc, bcc, fileColumn, variables }: MergePlan, { columns }: Table): void {
  const wanted = [to, cc, bcc, fileColumn, ...Object.values(variables)];
  const unknown = wanted.find((column) => column !== null && !columns.includes(column));
  if (unknown === undefined || unknown === null) return;
  throw new MailroomError('validation_error', {
    message: `The table has no column “${short(unknown)}”. Nothing was made.`,
    remediation: `Its columns are: ${columns.map(short).join(', ')}.`,
    field: 'plan',
  });
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
