import type { JobOutcome } from '../ports/job-store.ts';
import type { ListedAttachment } from '../ports/mailbox-reader.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { classifyFile } from './classify-file.ts';
import { type CollectContext, judgeFault, yieldToFault } from './collect-context.ts';
import { findContentIds, isShownBy } from './find-content-ids.ts';
import type { NewFile } from './ingest-record.ts';
import { reached } from './wait-together.ts';

/** The first step: who wrote what and when. */
export async function readWords(context: CollectContext): Promise<JobOutcome | null> {
  const { deps, message, payload, call, run } = context;
  if (message.state !== 'noticed' || deps.store.body(message.id) !== null) return null;
  const reply = await deps.reader.readMessage(call, payload.messageId);
  if (!reply.ok) return yieldToFault(context, reply.fault, 'FETCH_MESSAGE');
  reached(deps, payload.account);
  // First: a death after the words are kept would not read them again.
  if (reply.value.mayReport === true) deps.noticeReport?.(payload.account, payload.messageId);
  deps.store.saveMessage(message.id, reply.value, deps.clock.nowMs());
  run.progressed();
  return null;
}

/** The second step: every attachment becomes a row before any byte is fetched. */
export async function listFiles(context: CollectContext): Promise<JobOutcome | null> {
  const { deps, message, payload, call, run } = context;
  if (message.state !== 'noticed') return null;
  const reply = await deps.reader.listAttachments(call, payload.messageId);
  if (!reply.ok) return yieldToFault(context, reply.fault, 'LIST_ATTACHMENTS');
  const shown = findContentIds(deps.store.body(message.id) ?? '');
  const files: NewFile[] = [];
  for (const attachment of reply.value) {
    const named = await nameInText(context, attachment, shown);
    if ('fault' in named) return yieldToFault(context, named.fault, 'LIST_ATTACHMENTS');
    files.push(toFile(attachment, named.contentId, shown));
  }
  deps.store.saveListing(message.id, files, deps.clock.nowMs());
  run.progressed();
  return null;
}

/** Asked only where the text shows anything. A refusal is an answer: then it counts as a file, which hides nothing. */
async function nameInText(
  context: CollectContext,
  { id, kind, reportedBytes }: ListedAttachment,
  shown: ReadonlySet<string>,
): Promise<{ readonly contentId: string | null } | { readonly fault: ServiceFault }> {
  if (shown.size === 0 || kind !== 'file') return { contentId: null };
  const { deps, payload, call } = context;
  const reply = await deps.reader.readContentId(call, payload.messageId, id, reportedBytes);
  if (reply.ok) return { contentId: reply.value };
  const verdict = await judgeFault(context, reply.fault);
  const isAnswer = verdict.kind === 'refused' || verdict.kind === 'gone' || verdict.kind === 'notYet';
  return isAnswer ? { contentId: null } : { fault: reply.fault };
}

function toFile(attachment: ListedAttachment, contentId: string | null, shown: ReadonlySet<string>): NewFile {
  const { id, kind, name, contentType, reportedBytes } = attachment;
  return {
    attachmentId: id,
    kind,
    name,
    contentType,
    contentId,
    // The service's own flag is often wrong, both ways.
    isInline: isShownBy(shown, contentId),
    type: classifyFile({ kind, name, contentType, sniffed: null }),
    reportedBytes,
  };
}
