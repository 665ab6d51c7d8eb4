import type { RecipientVerdict, VerdictKind } from '../../contract/verdicts.ts';
import type { Tone } from '../ui/tone.ts';

const words: Readonly<Record<VerdictKind, { readonly name: string; readonly tone: Tone }>> = {
  bounced: { name: 'Bounced', tone: 'brick' },
  delayed: { name: 'Late', tone: 'amber' },
  passedOn: { name: 'Passed on', tone: 'ink' },
  delivered: { name: 'Delivered', tone: 'moss' },
  read: { name: 'Read', tone: 'moss' },
  deletedUnread: { name: 'Deleted unread', tone: 'ink' },
};

/** The last stage of one recipient's own strip. */
export function describeVerdict({ kind }: Pick<RecipientVerdict, 'kind'>): { name: string; tone: Tone } {
  return words[kind];
}

/** "5.2.2: the mailbox is full". Null for receipts, which need no reason. */
export function reasonWords({ code, reason }: Pick<RecipientVerdict, 'code' | 'reason'>): string | null {
  if (reason === null) return null;
  return code === null ? reason : `${code}: ${reason}`;
}

/** How a person dealt with it; null while nobody has. */
export function settledWords({ settled }: Pick<RecipientVerdict, 'settled'>): string | null {
  if (settled === null) return null;
  return settled === 'dismissed' ? 'Dismissed by you' : 'Sent again by you, as a new message';
}
