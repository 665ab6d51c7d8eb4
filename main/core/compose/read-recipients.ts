import emailAddresses from 'email-addresses';
import type { MailAddress } from '../../../contract/message.ts';

export type RecipientsResult =
  | { readonly ok: true; readonly recipients: readonly MailAddress[] }
  | { readonly ok: false; readonly unreadable: string };

/**
 * Reads a typed or pasted list: `Doe, Jane <j@example.com>; bob@example.com`. First as the standard writes it, with
 * groups; else as Outlook does, with semicolons or line breaks between and commas within names. Groups are flattened,
 * repeats dropped.
 */
export function readRecipients(lists: readonly string[]): RecipientsResult {
  const recipients = new Map<string, MailAddress>();
  for (const list of lists) {
    if (list.trim() === '') continue;
    const parsed = parse(list);
    if (parsed === null) return { ok: false, unreadable: list.trim() };
    for (const recipient of parsed) {
      if (!isMailable(recipient.address)) return { ok: false, unreadable: recipient.address };
      const key = recipient.address.toLowerCase();
      if (!recipients.has(key)) recipients.set(key, recipient);
    }
  }
  return { ok: true, recipients: [...recipients.values()] };
}

function parse(list: string): readonly MailAddress[] | null {
  const whole = parseList(list);
  if (whole !== null) return whole;
  const parts = list
    .split(/[;\r\n]/)
    .map((part) => part.replace(/^[\s,]+|[\s,]+$/g, ''))
    .filter((part) => part !== '');
  const found: MailAddress[] = [];
  for (const part of parts) {
    const one = emailAddresses.parseOneAddress({ input: part, rfc6532: true, commaInDisplayName: true });
    const many = one === null ? parseList(part) : mailboxesOf(one);
    if (many === null) return null;
    found.push(...many);
  }
  return found;
}

function parseList(list: string): readonly MailAddress[] | null {
  return emailAddresses.parseAddressList({ input: list, rfc6532: true })?.flatMap(mailboxesOf) ?? null;
}

function mailboxesOf(entry: emailAddresses.ParsedMailbox | emailAddresses.ParsedGroup): readonly MailAddress[] {
  const mailboxes = entry.type === 'group' ? entry.addresses : [entry];
  return mailboxes.map(({ name, address }) => ({ name, address }));
}

/** Stricter than RFC 5322: what Exchange can route has a dotted domain and no space or control character. */
function isMailable(address: string): boolean {
  if (address.length > 320) return false;
  return /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
    address,
  );
}
