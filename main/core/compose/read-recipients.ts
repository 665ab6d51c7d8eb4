import emailAddresses from 'email-addresses';
import type { MailAddress } from '../../../contract/message.ts';
import { splitRecipients, tidy } from '../recipients/split-recipients.ts';

export type RecipientsResult =
  | { readonly ok: true; readonly recipients: readonly MailAddress[] }
  | { readonly ok: false; readonly unreadable: string };

/**
 * Reads a typed or pasted list: `Doe, Jane <j@example.com>; bob@example.com`. First as the standard writes it, with
 * groups; else as Outlook and others do. Groups are flattened, repeats dropped.
 */
export function readRecipients(lists: readonly string[]): RecipientsResult {
  const recipients = new Map<string, MailAddress>();
  for (const part of lists.flatMap(readList)) {
    if (typeof part === 'string') return { ok: false, unreadable: part };
    const key = part.address.toLowerCase();
    if (!recipients.has(key)) recipients.set(key, part);
  }
  return { ok: true, recipients: [...recipients.values()] };
}

/** Each entry of a list by itself: an address, or the text of what is none. */
export function readList(list: string): readonly (MailAddress | string)[] {
  const whole = parseList(tidy(list));
  if (whole !== null && whole.every(({ address }) => isMailable(address))) return whole;
  return splitRecipients(list).flatMap(readEntry);
}

function readEntry(entry: string): readonly (MailAddress | string)[] {
  const one = readNamed(entry) ?? (/\S@\S/.test(entry) ? parseList(entry) : null);
  if (one !== null) return one.map((found) => (isMailable(found.address) ? found : entry));
  // One bad word must not take the good ones with it.
  const words = entry.includes('@') && !entry.includes('<') ? entry.split(',') : [entry];
  if (words.length === 1) return [entry];
  return words.map((word) => word.trim()).flatMap((word) => (word === '' ? [] : readEntry(word)));
}

/** `Doe, Jane [Legal] <jane@example.com>`: the name as it stands, whatever is in it. */
function readNamed(entry: string): readonly MailAddress[] | null {
  const parts = /^([^<>]*)<\s*([^<>\s]+)\s*>[\s.,]*$/.exec(entry);
  const [, name = '', address = ''] = parts ?? [];
  return parts === null ? null : [{ name: plainName(name, address), address }];
}

function plainName(written: string, address: string): string | null {
  const bare = written.trim().replace(/^(?:"(.*)"|'(.*)'|[“„](.*)[”“])$/s, '$1$2$3');
  const name = bare
    .replace(/\\(["\\])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' || name.toLowerCase() === address.toLowerCase() ? null : name.slice(0, 256);
}

/** The parser of the standard takes long over what is none. */
const MOST_PARSED = 4_000;

function parseList(list: string): readonly MailAddress[] | null {
  if (list.trim() === '') return [];
  if (list.length > MOST_PARSED) return null;
  return emailAddresses.parseAddressList({ input: list, rfc6532: true })?.flatMap(mailboxesOf) ?? null;
}

function mailboxesOf(entry: emailAddresses.ParsedMailbox | emailAddresses.ParsedGroup): readonly MailAddress[] {
  const mailboxes = entry.type === 'group' ? entry.addresses : [entry];
  return mailboxes.map(({ name, address }) => ({ name: plainName(name ?? '', address), address }));
}

/** Stricter than RFC 5322: what Exchange can route has a dotted domain and no space or control character. */
function isMailable(address: string): boolean {
  if (address.length > 320) return false;
  return /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
    address,
  );
}
