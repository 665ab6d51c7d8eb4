import type { ChainedCommands } from '@tiptap/core';

interface TableAction {
  readonly id: string;
  readonly words: string;
  readonly run: (chain: ChainedCommands) => void;
}

/** What the Table button offers, outside and inside of one. */
export function tableActions(isInside: boolean): readonly TableAction[] {
  return isInside ? inside : outside;
}

const outside: readonly TableAction[] = [
  { id: 'small', words: 'Insert 3 × 3', run: (chain) => void insert(chain, 3) },
  { id: 'wide', words: 'Insert 3 × 5', run: (chain) => void insert(chain, 5) },
];

const inside: readonly TableAction[] = [
  { id: 'addRow', words: 'Add a row below', run: (chain) => void chain.addRowAfter().run() },
  { id: 'addColumn', words: 'Add a column to the right', run: (chain) => void chain.addColumnAfter().run() },
  { id: 'deleteRow', words: 'Delete this row', run: (chain) => void chain.deleteRow().run() },
  { id: 'deleteColumn', words: 'Delete this column', run: (chain) => void chain.deleteColumn().run() },
  { id: 'deleteTable', words: 'Delete the table', run: (chain) => void chain.deleteTable().run() },
];

function insert(chain: ChainedCommands, cols: number): boolean {
  return chain.insertTable({ rows: 3, cols, withHeaderRow: true }).run();
}
