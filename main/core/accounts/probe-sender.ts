import type { Delegation } from '../../../contract/accounts.ts';
import type { OutboxId } from '../../../contract/ids.ts';
import type { CallContext, MailContent, MailService } from '../ports/mail-service.ts';
import type { Reply, ServiceFault } from '../ports/reply.ts';

type Probed = Pick<Delegation, 'place' | 'mayAttachLarge'>;
export type ProbeResult =
  | { readonly kind: 'probed'; readonly found: Probed }
  /** Nothing was learnt, for this reason. */
  | { readonly kind: 'failed'; readonly fault: ServiceFault };

/** Just above what goes in one request. No byte of it is ever sent. */
const LARGE_BYTES = 4_000_000;
const large = { name: 'check.bin', contentType: 'application/octet-stream', sizeBytes: LARGE_BYTES, contentId: null };

const words: MailContent = {
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Mailroom checks what may be done here',
  body: { contentType: 'text', content: 'This draft has no recipient and may be deleted.' },
  importance: 'normal',
  categories: [],
  requestReadReceipt: false,
  requestDeliveryReceipt: false,
  deferUntil: null,
};

/**
 * What may be done in a mailbox (row C15): makes a draft without a recipient there, asks for an upload into it, and
 * takes both back. It sends nothing, and so it cannot tell whether one may send as the mailbox: nothing but sending can.
 * `call` is about an address whose place is `theirs`; `mark` is the draft's own.
 */
export async function probeSender(
  mail: Pick<MailService, 'createDraft' | 'createUploadSession' | 'cancelUpload' | 'deleteMessage'>,
  call: CallContext,
  mark: OutboxId,
): Promise<ProbeResult> {
  const draft = await mail.createDraft(call, words, mark);
  if (!draft.ok) {
    if (isClosed(draft)) return { kind: 'probed', found: { place: 'own', mayAttachLarge: 'untried' } };
    return { kind: 'failed', fault: draft.fault };
  }
  const session = await mail.createUploadSession(call, draft.value.id, large);
  if (session.ok) await mail.cancelUpload(call, session.value.uploadUrl);
  await mail.deleteMessage(call, draft.value.id);
  return { kind: 'probed', found: { place: 'theirs', mayAttachLarge: mayAttach(session) } };
}

/** The mailbox is there and not open to the account. A missing permission of the application says nothing of it. */
function isClosed(reply: Reply<unknown>): boolean {
  if (reply.ok || reply.fault.kind !== 'refused') return false;
  const { status, code } = reply.fault;
  if (code.toLowerCase() === 'erroritemnotfound') return true;
  return status === 403 && code !== 'consentRequired';
}

function mayAttach(reply: Reply<unknown>): Probed['mayAttachLarge'] {
  if (reply.ok) return 'yes';
  return reply.fault.kind === 'refused' && reply.fault.status === 403 ? 'no' : 'untried';
}
