import type { AccountRow } from '../../contract/accounts.ts';
import type { AttachmentSource, MessageDraft } from '../../contract/message.ts';
import type { SubmitInput } from '../../contract/outbox.ts';
import { describeChanges } from '../core/html/describe-changes.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { placeSignature, shownPictures } from '../core/signatures/place-signature.ts';
import { fillDocument } from '../core/templates/fill-document.ts';
import type { Services } from './services.ts';
import { findSignature } from './sign-composition.ts';
import { isSameName } from './template-procedures.ts';

/** The message that a template and a signature make of what came: from here on it is one like any other. */
export function completeLetter(
  services: Pick<Services, 'stationery'>,
  account: AccountRow,
  { message, letter = {} }: SubmitInput,
): MessageDraft {
  const { template, signature, asText = false } = letter;
  const filled = template === undefined ? message : fillFrom(services, message, template);
  const signed = signature === undefined ? filled : sign(services, account, filled, signature);
  const isPlain = asText && signed.html !== null;
  const text = isPlain ? services.stationery.html.toText(signed.html ?? '') : signed.text;
  const words = { ...signed, text, html: isPlain ? null : signed.html };
  return { ...words, attachments: words.attachments.map((file) => asShown(file, words.html)) };
}

/** What a person should know of the words before they leave. */
export function noteLetter(
  { stationery }: Pick<Services, 'stationery'>,
  { html, attachments }: MessageDraft,
): string[] {
  if (html === null) return [];
  const out = describeChanges(stationery.html.clean(html).changes);
  const attached = new Set(attachments.map(({ contentId }) => contentId));
  const orphans = [...shownPictures(html)].filter((contentId) => !attached.has(contentId));
  return [
    ...(out === null ? [] : [`Left out of the HTML: ${out}.`]),
    ...orphans.map((contentId) => `The HTML shows a picture, cid:${contentId}, that the message does not have.`),
  ];
}

/** A picture that no text shows would be seen nowhere, so it goes along as a file. */
function asShown({ contentId, ...file }: AttachmentSource, html: string | null): AttachmentSource {
  if (contentId === undefined) return file;
  return html !== null && shownPictures(html).has(contentId) ? { ...file, contentId } : file;
}

function fillFrom(
  { stationery }: Pick<Services, 'stationery'>,
  message: MessageDraft,
  { name, values }: { readonly name: string; readonly values: Readonly<Record<string, string>> },
): MessageDraft {
  const all = stationery.templates.list();
  const found = all.find((one) => isSameName(one, { name }));
  if (found === undefined) {
    const names = all.map((one) => one.name).join(', ');
    throw refused(
      `There is no template called “${name}”.`,
      names === '' ? 'Import one first.' : `There are: ${names}.`,
    );
  }
  if (message.text !== null || message.html !== null) {
    throw refused('A template brings the text, and another text was given.', 'Give one of them.');
  }
  const { subject, html, missing } = fillDocument(found, values);
  if (missing.length > 0) {
    const settings = missing.map((one) => `--set '${one}=…'`).join(' ');
    throw refused(`“${found.name}” is not filled in: ${missing.join(', ')}.`, `Add ${settings}.`);
  }
  return { ...message, subject: message.subject === '' ? subject : message.subject, html };
}

function sign(
  services: Pick<Services, 'stationery'>,
  account: AccountRow,
  message: MessageDraft,
  name: string,
): MessageDraft {
  const { stationery } = services;
  const chosen = findSignature(services, account.id, name, message.subject);
  if (chosen === null) return message;
  if (message.html === null) {
    return { ...message, text: `${message.text ?? ''}\n\n${stationery.html.toText(chosen.html)}\n` };
  }
  const pictures = stationery.signatures.pictures(chosen.id).map(({ bytes, ...picture }) => ({
    ...picture,
    path: stationery.pictureFile(bytes),
  }));
  const html = placeSignature(message.html, chosen);
  return { ...message, html, attachments: [...message.attachments, ...pictures] };
}

function refused(message: string, remediation: string): MailroomError {
  return new MailroomError('validation_error', {
    message: `${message} Nothing was sent.`,
    remediation,
    field: 'template',
  });
}
