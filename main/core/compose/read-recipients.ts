import emailAddresses from 'email-addresses';
import type { MailAddress } from '../../../contract/message.ts';

export type RecipientsResult =
  | { readonly ok: true; readonly recipients: readonly MailAddress[] }
  | { readonly ok: false; readonly unreadable: string };

/**
 * Reads a typed or pasted list: `Doe, Jane <j@example.com>; bob@example.com`. Semicolons first, as Outlook writes
 * them, then commas; a display name may itself hold a comma. Groups are flattened, repeats dropped.
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
  const parts = list
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found: MailAddress[] = [];
  for (const part of parts) {
    const one = emailAddresses.parseOneAddress({ input: part, rfc6532: true, commaInDisplayName: true });
    const many = one === null ? emailAddresses.parseAddressList({ input: part, rfc6532: true }) : [one];
    if (many === null) return null;
    for (const entry of many) {
      const mailboxes = entry.type === 'group' ? entry.addresses : [entry];
      for (const { name, address } of mailboxes) found.push({ name, address });
    }
  }
  return found;
}

/** Stricter than RFC 5322: what Exchange can route has a dotted domain and no space or control character. */
function isMailable(address: string): boolean {
  if (address.length > 320) return false;
  return /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
    address,
  );
}
