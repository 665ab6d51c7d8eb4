import { outboxId } from '../../contract/ids.ts';
import type { DesktopCommand } from '../../contract/desktop.ts';

export interface ReadLink {
  /** Null when the link asks for nothing that a link may ask for: the window is shown, no more. */
  readonly command: DesktopCommand | null;
  /** What was left out, for the log; never the link's own content. */
  readonly ignored: readonly string[];
}

const MAX_LINK = 16_384;
const MAX_RECIPIENTS = 200;
const MAX_RECIPIENT = 320;
const MAX_SUBJECT = 1000;

/** Which word of a command line is a link to us. */
export function linkAmong(words: readonly string[]): string | null {
  return words.find((word) => /^(mailto|mailroom):/i.test(word)) ?? null;
}

/** Any page can make a link, so it may only fill in a message that a person then sees, or name one that exists. */
export function readLink(text: string): ReadLink {
  if (text.length > MAX_LINK || !URL.canParse(text)) return { command: null, ignored: ['unreadable link'] };
  const url = new URL(text);
  switch (url.protocol) {
    case 'mailroom:':
      return readOwnLink(url);
    case 'mailto:':
      return readMailto(url);
    default:
      return { command: null, ignored: ['unknown scheme'] };
  }
}

/** `mailroom:message/ID`, also with two slashes. */
function readOwnLink(url: URL): ReadLink {
  const [place, id = '', ...rest] = `${url.host}${url.pathname}`.split('/').filter((part) => part !== '');
  if (place === undefined) return { command: null, ignored: [] };
  if (place !== 'message' || rest.length > 0 || !outboxId.safeParse(id).success) {
    return { command: null, ignored: ['unknown place'] };
  }
  return { command: { kind: 'show', id }, ignored: [] };
}

/** RFC 6068. `attach` and its like are not part of it, and would let a page take files from this computer. */
function readMailto(url: URL): ReadLink {
  const words = { to: addresses(url.pathname), cc: [] as string[], bcc: [] as string[], subject: '', text: '' };
  const ignored: string[] = [];
  for (const pair of url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '')) {
    const [name = '', ...value] = pair.split('=');
    const content = value.join('=');
    switch (decode(name).toLowerCase()) {
      case 'to':
        words.to.push(...addresses(content));
        break;
      case 'cc':
        words.cc.push(...addresses(content));
        break;
      case 'bcc':
        words.bcc.push(...addresses(content));
        break;
      case 'subject':
        words.subject = oneLine(decode(content)).slice(0, MAX_SUBJECT);
        break;
      case 'body':
        words.text = decode(content).replaceAll('\r\n', '\n');
        break;
      case 'attach':
      case 'attachment':
      case 'attachments':
        ignored.push('attachment');
        break;
      default:
        ignored.push('unknown field');
    }
  }
  return { command: { kind: 'compose', words }, ignored };
}

function addresses(text: string): string[] {
  return text
    .split(',')
    .map((part) => oneLine(decode(part)).trim())
    .filter((address) => address !== '' && address.length <= MAX_RECIPIENT)
    .slice(0, MAX_RECIPIENTS);
}

/** A plus sign stays one: this is not a form. What cannot be decoded is nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
