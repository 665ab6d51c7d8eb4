import type { MailContent } from '../ports/mail-service.ts';
import { callFor } from '../outbox/outbox-deps.ts';
import type { OutboxAttachment } from '../outbox/outbox-record.ts';
import type { StepContext, StepResult } from '../outbox/step-context.ts';
import { stopForDrive } from './stop-for-drive.ts';
import { type SharedLink, withLinks } from './with-links.ts';

type Shared =
  | { readonly ok: true; readonly content: MailContent }
  | { readonly ok: false; readonly result: StepResult };

/**
 * The words as they leave, with the links in them. Nothing is shared before Send, when the recipients are final; from
 * then on it may be repeated, because the drive gives the same link again.
 */
export async function shareFiles(context: StepContext): Promise<Shared> {
  const { record } = context;
  const files = record.attachments.filter(({ isLink, removing }) => isLink && !removing);
  if (record.submittedAtMs === null || files.length === 0) return { ok: true, content: record.content };
  const links: SharedLink[] = [];
  for (const file of files) {
    const shared = await share(context, file);
    if (!shared.ok) return { ok: false, result: stopForDrive(context, shared.fault, 'sharing a file as a link') };
    links.push({ name: file.name, sizeBytes: file.sizeBytes, url: shared.value.url });
  }
  return { ok: true, content: withLinks(record.content, links) };
}

/** With the organisation; where that is not allowed, with the recipients by name. Never with everybody. */
async function share({ deps, record, signal }: StepContext, file: OutboxAttachment) {
  const call = callFor(record, 'interactive', signal);
  const fileId = file.remoteId ?? '';
  const open = await deps.drive.shareWithOrganization(call, fileId);
  const isForbidden = !open.ok && open.fault.kind === 'refused' && [400, 403].includes(open.fault.status);
  if (!isForbidden) return open;
  const { to, cc, bcc } = record.content;
  return deps.drive.shareWithPeople(
    call,
    fileId,
    [...to, ...cc, ...bcc].map(({ address }) => address),
  );
}
