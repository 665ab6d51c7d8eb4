import type { OutboxRow } from '../../contract/outbox.ts';
import { sampleRow } from '../cli/sample-row.ts';

type File = OutboxRow['attachments'][number];

export function desktopRow(number: number, changes: Partial<OutboxRow> = {}): OutboxRow {
  const id = `0198c5a0-0000-7000-8000-00000000000${number}` as OutboxRow['id'];
  return sampleRow({ id, heldUntil: null, ...changes });
}

export function file(state: File['state']): File {
  return {
    name: 'plans.zip',
    sizeBytes: 100,
    sha256: 'a'.repeat(64) as File['sha256'],
    confirmedBytes: 0,
    state,
    path: 'session',
    restart: null,
  };
}
