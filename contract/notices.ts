import type { OutboxRow } from './outbox.ts';
import type { ListedSetting } from './settings.ts';

/** What the system may be asked to notify of. Names and defaults: docs/settings.md. */
export interface NoticeWishes {
  readonly sent: 'none' | 'large' | 'all';
  readonly needsYou: boolean;
  readonly bounced: boolean;
  readonly failed: boolean;
  /** Neither subject nor address nor reason: only that something happened. */
  readonly discreet: boolean;
}

/** Until the engine has told. */
export const noNotices: NoticeWishes = {
  sent: 'none',
  needsYou: false,
  bounced: false,
  failed: false,
  discreet: true,
};

export function noticeWishes(settings: readonly Pick<ListedSetting, 'name' | 'text'>[]): NoticeWishes {
  const textOf = (name: string): string => settings.find((setting) => setting.name === name)?.text ?? '';
  const isOn = (name: string): boolean => ['true', '1'].includes(textOf(name));
  const sent = textOf('MAILROOM_NOTIFY_SENT');
  return {
    sent: sent === 'all' || sent === 'large' ? sent : 'none',
    needsYou: isOn('MAILROOM_NOTIFY_NEEDS_YOU'),
    bounced: isOn('MAILROOM_NOTIFY_BOUNCED'),
    failed: isOn('MAILROOM_NOTIFY_FAILED'),
    discreet: isOn('MAILROOM_NOTIFY_DISCREET'),
  };
}

export type OutcomeKind = 'sent' | 'needsYou' | 'bounced' | 'failed' | 'unconfirmed';

/** An end that a person waits for, reached just now. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly row: OutboxRow;
}

/** From here on a message takes long enough to be left alone: what goes in chunks. */
const LARGE_BYTES = 3_145_728;

/** What may be worth a notification, once, when the state is reached. Progress never is, nor what was so from the start. */
export function outcomeOf(before: OutboxRow | undefined, row: OutboxRow): Outcome | null {
  if (before === undefined || before.state === row.state) return null;
  switch (row.state) {
    case 'sent':
    case 'needsYou':
    case 'unconfirmed':
    case 'bounced':
    case 'failed':
      return { kind: row.state, row };
    case 'draft':
    case 'checked':
    case 'uploading':
    case 'paused':
    case 'paced':
    case 'held':
    case 'scheduled':
    case 'sending':
    case 'accepted':
    case 'cancelled':
      return null;
  }
}

export function isWanted({ kind, row }: Outcome, wishes: NoticeWishes): boolean {
  switch (kind) {
    case 'sent':
      // A small mail that goes at once goes while one looks on.
      return (
        wishes.sent === 'all' || (wishes.sent === 'large' && (row.totalBytes > LARGE_BYTES || row.sendAt !== null))
      );
    case 'needsYou':
    case 'unconfirmed':
      return wishes.needsYou;
    case 'bounced':
      return wishes.bounced;
    case 'failed':
      return wishes.failed;
  }
}

/** What the system shows, and where a click leads: to the message, or to the outbox when it is about several. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly id: OutboxRow['id'] | null;
}

const titles: Readonly<Record<OutcomeKind, string>> = {
  sent: 'In Sent Items',
  needsYou: 'Needs you',
  bounced: 'Bounced',
  failed: 'Not sent',
  unconfirmed: 'Unconfirmed',
};
/** More than these become one. */
const MOST = 3;

export function noticesOf(outcomes: readonly Outcome[], { discreet }: Pick<NoticeWishes, 'discreet'>): Notice[] {
  if (outcomes.length > MOST) return [summaryOf(outcomes)];
  return outcomes.map(({ kind, row }) => ({
    title: titles[kind],
    body: discreet ? discreetBody : bodyOf(kind, row),
    id: row.id,
  }));
}

const discreetBody = 'Open Mailroom to see which message.';

function bodyOf(kind: OutcomeKind, { subject, reason }: OutboxRow): string {
  const name = subject === '' ? 'A message without a subject' : subject;
  if (kind === 'unconfirmed') return `${name}. Please do not send it again; Mailroom is checking Sent Items.`;
  return kind === 'sent' || reason === null
    ? name
    : `${name}. ${reason.replace(/^[a-z]/, (letter) => letter.toUpperCase())}`;
}

/** "7 in Sent Items, 1 needs you": counts say nothing about anybody, so this is fit for every lock screen. */
function summaryOf(outcomes: readonly Outcome[]): Notice {
  const counted = Object.entries(titles).flatMap(([kind, title]) => {
    const count = outcomes.filter((outcome) => outcome.kind === kind).length;
    return count === 0 ? [] : [`${String(count)} ${title.charAt(0).toLowerCase()}${title.slice(1)}`];
  });
  return { title: `${String(outcomes.length)} messages`, body: counted.join(', '), id: null };
}

interface NoticeDesk {
  wishes(): NoticeWishes;
  /** The person sees the window. */
  isLookedAt(): boolean;
  show(notice: Notice): void;
  later(work: () => void, delayMs: number): void;
  nowMs(): number;
}

/** So long outcomes gather; good news no more often than every half minute. */
const GATHER_MS = 1_000;
const GOOD_NEWS_MS = 30_000;

/** Gathers what ends at about the same time, and says nothing to somebody who looks on. */
export function gatherNotices(desk: NoticeDesk): (before: OutboxRow | undefined, row: OutboxRow) => void {
  let gathered: Outcome[] = [];
  let dueMs = Number.POSITIVE_INFINITY;
  let shownMs = Number.NEGATIVE_INFINITY;

  function flush(): void {
    // Bad news came sooner and took all along.
    if (gathered.length === 0) return;
    const outcomes = gathered;
    gathered = [];
    dueMs = Number.POSITIVE_INFINITY;
    const wishes = desk.wishes();
    const notices = noticesOf(
      outcomes.filter((outcome) => isWanted(outcome, wishes)),
      wishes,
    );
    if (notices.length === 0 || desk.isLookedAt()) return;
    shownMs = desk.nowMs();
    for (const notice of notices) desk.show(notice);
  }

  return (before, row) => {
    const outcome = outcomeOf(before, row);
    if (outcome === null || desk.isLookedAt()) return;
    // A message that went on meanwhile says only its last word.
    gathered = [...gathered.filter((one) => one.row.id !== row.id), outcome];
    const nowMs = desk.nowMs();
    const restMs = outcome.kind === 'sent' ? Math.max(0, shownMs + GOOD_NEWS_MS - nowMs) : 0;
    const atMs = nowMs + Math.max(GATHER_MS, restMs);
    if (atMs >= dueMs) return;
    dueMs = atMs;
    desk.later(flush, atMs - nowMs);
  };
}
