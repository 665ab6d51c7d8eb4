import type { AttachmentMeta } from '../ports/mail-service.ts';
import type { OutboxAttachment } from './outbox-record.ts';
import type { StepContext } from './step-context.ts';

/** Writes to one draft are strictly one after another: parallel ones answer 412 (docs/graph.md). */
export const drafted = { from: 'drafted', back: 'drafted', inDoubt: 'drafted' } as const;

/** Back to its first byte. The journal says why, because the ribbon may only run backwards with a reason. */
export function restart(context: StepContext, attachment: OutboxAttachment, why: string): void {
  const { deps, record } = context;
  const change = {
    step: 'waiting',
    sealedUploadUrl: null,
    sessionExpiresAtMs: null,
    confirmedBytes: 0,
    remoteId: null,
  } as const;
  deps.store.changeAttachment(
    record.id,
    attachment.position,
    { from: ['drafted'] },
    change,
    { what: why },
    deps.clock.nowMs(),
  );
}

export function metaOf(attachment: OutboxAttachment): AttachmentMeta {
  const { name, contentType, sizeBytes, contentId } = attachment;
  return { name, contentType, sizeBytes, contentId };
}
