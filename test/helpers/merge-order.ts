import { randomUUID } from 'node:crypto';
import type { MergePlan, MergeTable } from '../../contract/merge.ts';
import type { ApiClient } from '../../main/engine/host.ts';

/** A CSV as a file of a person's. */
export function csv(text: string, name = 'invoices.csv'): MergeTable {
  return { name, bytes: new Blob([text]) };
}

/** So many rows, each with an address of its own in the sandbox tenant's own domain. */
export function manyRows(rows: number): MergeTable {
  const lines = Array.from(
    { length: rows },
    (_, index) => `Person ${String(index + 1)},p${String(index + 1)}@sandbox.example`,
  );
  return csv(['name,email', ...lines].join('\n'));
}

export const plan: MergePlan = {
  subject: 'Invoice for {{name}}',
  html: '<p>Dear {{name}},</p><p>your invoice is ready.</p>',
  to: 'email',
  cc: null,
  bcc: null,
  variables: {},
  defaults: {},
  fileColumn: null,
  folder: null,
  allowDuplicates: false,
};

type CreateInput = Parameters<ApiClient['merge']['create']>[0];

export function order(table: MergeTable, more: Partial<CreateInput> = {}): CreateInput {
  return { table, plan, key: randomUUID(), ...more };
}
