import type { Composition } from '../../contract/compose.ts';
import type { AccountId, OutboxId } from '../../contract/ids.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { mustGet } from '../core/outbox/command-message.ts';
import { addFile, mustBeDraft, refuseEdit, removeFile, saveText } from '../core/outbox/compose-message.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import { takeSnapshot } from '../core/outbox/submit-message.ts';
import { untilKept } from '../core/outbox/until-kept.ts';
import {
  defaultSignature,
  hasSignature,
  placeSignature,
  purposeOf,
  shownPictures,
} from '../core/signatures/place-signature.ts';
import type { LetterPurpose, Signature } from '../../contract/signatures.ts';
import type { Services } from './services.ts';

type SigningServices = Pick<Services, 'compose' | 'stationery'>;

/**
 * Puts a signature below a message that is being written, in place of the one that it has; null takes that away, and
 * `default` is what its mailbox means for such a subject.
 */
export async function signComposition(
  { compose: deps, stationery }: SigningServices,
  id: OutboxId,
  revision: Composition['revision'],
  wanted: string | null,
): Promise<OutboxRecord> {
  const record = mustBeDraft(deps, id);
  const stored = deps.compositions.read(id);
  if (stored === null || stored.revision !== revision) refuseEdit();
  const own = stationery.signatures.list(record.account);
  const usual = defaultSignature(own, purposeOf(stored.text.subject));
  const chosen = wanted === null ? null : wanted === 'default' ? usual : mustFind(own, wanted);
  const html = placeSignature(stored.text.html, chosen);
  if (html === stored.text.html) return record;
  // The pictures first: at no moment does the text show one that the message does not have.
  const attached = new Set(
    record.attachments.flatMap(({ contentId, removing }) => (removing ? [] : (contentId ?? []))),
  );
  for (const picture of chosen === null ? [] : stationery.signatures.pictures(chosen.id)) {
    if (attached.has(picture.contentId)) continue;
    const { name, contentType, contentId } = picture;
    const path = stationery.pictureFile(picture.bytes);
    await untilKept(async () => addFile(deps, id, await takeSnapshot(deps, { path, name, contentType, contentId })));
  }
  saveText(deps, id, revision, { ...stored.text, html });
  const before = shownPictures(stored.text.html);
  const after = shownPictures(html);
  for (const { contentId, position } of record.attachments) {
    if (contentId !== null && before.has(contentId) && !after.has(contentId)) removeFile(deps, id, position);
  }
  return mustGet(deps.store, id);
}

/** A message that was only begun gets what its mailbox means to stand below such messages. */
export function signAtStart(
  services: SigningServices,
  record: OutboxRecord,
  purpose: LetterPurpose,
): Promise<OutboxRecord> {
  const chosen = defaultSignature(services.stationery.signatures.list(record.account), purpose);
  return chosen === null ? Promise.resolve(record) : signComposition(services, record.id, 0, chosen.id);
}

/** From another mailbox, a message that has a signature gets the one of that mailbox, or none. */
export function signAfterMove(services: SigningServices, record: OutboxRecord): Promise<OutboxRecord> {
  const stored = services.compose.compositions.read(record.id);
  if (stored === null || !hasSignature(stored.text.html)) return Promise.resolve(record);
  const own = services.stationery.signatures.list(record.account);
  if (own.some(({ id }) => stored.text.html.includes(`data-signature="${id}"`))) return Promise.resolve(record);
  const chosen = defaultSignature(own, purposeOf(stored.text.subject));
  return signComposition(services, record.id, stored.revision, chosen?.id ?? null);
}

function mustFind(signatures: readonly Signature[], id: string): Signature {
  const found = signatures.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new MailroomError('validation_error', {
    message: 'This mailbox does not have that signature any more. The message is as it was.',
    remediation: 'Choose another one.',
    field: 'signature',
  });
}

/** By name, for those who type it; `default` is what the mailbox means for such a subject. */
export function findSignature(
  { stationery }: Pick<Services, 'stationery'>,
  account: AccountId,
  name: string,
  subject: string,
): Signature | null {
  const own = stationery.signatures.list(account);
  if (name === 'none') return null;
  if (name === 'default') return defaultSignature(own, purposeOf(subject));
  const found = own.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new MailroomError('validation_error', {
    message: `This mailbox has no signature called “${name}”. Nothing was sent.`,
    remediation: own.length === 0 ? 'Write one in Settings.' : `It has: ${own.map((one) => one.name).join(', ')}.`,
    field: 'signature',
  });
}
