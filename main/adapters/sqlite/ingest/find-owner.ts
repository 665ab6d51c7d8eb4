import type { FileId } from '../../../../contract/files.ts';
import type { AccountId } from '../../../../contract/ids.ts';
import type { ReadDb } from '../connection.ts';
import { readRow } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface Owner {
  readonly account: AccountId;
  readonly messageId: string;
}

const selectOwner = sql<{ id: number }, Owner>(`
  SELECT message.account, message.message_id AS messageId
  FROM file JOIN message ON message.id = file.message WHERE file.id = :id`);

/** The message that a file belongs to. The row of a file is never deleted. */
export function findOwner(db: ReadDb, id: FileId): Owner {
  const owner = readRow(db, selectOwner, { id: Number(id) });
  if (owner === null) throw new RangeError('no such file');
  return owner;
}
