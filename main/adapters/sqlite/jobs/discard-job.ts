import type { JobId } from '../../../../contract/ids.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write } from '../run-statement.ts';
import { sql } from '../statement.ts';

const discard = sql<{ id: JobId; actor: string; reason: string; nowMs: number }>(`
  UPDATE job SET state = 'dead', discarded_at_ms = :nowMs, discarded_by = :actor, discard_reason = :reason,
    death_reason = coalesce(death_reason, 'discarded'), died_at_ms = coalesce(died_at_ms, :nowMs)
  WHERE id = :id
    AND (state = 'parked' OR state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL)`);

export function discardJob(
  db: WriteDb,
  id: JobId,
  { actor, reason }: { readonly actor: string; readonly reason: string },
  nowMs: number,
): boolean {
  return inTransaction(db, () => write(db, discard, { id, actor, reason, nowMs }) === 1);
}
