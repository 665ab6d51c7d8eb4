import type { OutboxId } from '../../../contract/ids.ts';
import type { MessageDraft } from '../../../contract/message.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { mustGet } from './command-message.ts';
import type { NewAttachment, OutboxAttachment } from './outbox-record.ts';

export interface LikeMessage {
  readonly draft: MessageDraft;
  /** The snapshots of the other message: the same bytes, whatever became of their sources. */
  readonly files: readonly NewAttachment[];
}

/** Takes over the text, where the draft has none of its own, and all files of a message that is in the outbox. */
export function likeMessage(store: OutboxStore, id: OutboxId, draft: MessageDraft): LikeMessage {
  const record = mustGet(store, id);
  const { contentType, content } = record.content.body;
  const hasOwn = draft.text !== null || draft.html !== null;
  const files = record.attachments.filter(({ removing }) => !removing);
  return { draft: hasOwn ? draft : { ...draft, [contentType]: content }, files: files.map(seedOf) };
}

function seedOf(file: OutboxAttachment): NewAttachment {
  const { name, contentType, contentId, sizeBytes, sha256, mode, wantsLink } = file;
  return { name, contentType, contentId, sizeBytes, sha256, mode, ...(wantsLink ? { wantsLink } : {}) };
}
