import { userOf } from '../../core/ingest/ingest-jobs.ts';
import type { IngestChange } from '../../core/ports/ingest-store.ts';
import type { Observers } from './observers.ts';

/** Tells metrics and log what was collected. */
export function observeIngest({ metrics, log }: Observers): (change: IngestChange) => void {
  return (change) => {
    const userId = userOf(change.account);
    switch (change.kind) {
      case 'stored':
        metrics.fileCollected(change.sizeBytes);
        return log.info('ingest.fileStored', {
          userId,
          messageId: change.messageId,
          attachmentId: change.fileId,
          bytes: change.sizeBytes,
        });
      case 'complete':
        return log.info('ingest.messageCompleted', { userId, messageId: change.messageId, count: change.files });
      case 'needsYou':
        return log.error('ingest.needsYou', { userId, messageId: change.messageId, code: change.error.error_code });
      case 'folder':
      case 'noticed':
      case 'listed':
      case 'file':
      case 'gone':
        return;
    }
  };
}
