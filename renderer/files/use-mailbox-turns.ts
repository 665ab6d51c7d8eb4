import { useMemo } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import type { FileRow } from '../../contract/files.ts';

/** Degrees between the colours of two mailboxes, as in Write. */
const turnDegrees = 137;

/** The colour of a file's mailbox, as a turn of the hue. One mailbox needs none to be told from others. */
export function useMailboxTurns(accounts: readonly AccountRow[]): (row: FileRow) => number | null {
  return useMemo(() => {
    const turns = new Map(accounts.map(({ id }, index) => [id, index * turnDegrees]));
    return (row) => (turns.size < 2 ? null : (turns.get(row.account) ?? null));
  }, [accounts]);
}
