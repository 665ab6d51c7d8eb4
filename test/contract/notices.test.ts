import { describe, expect, it } from 'vitest';
import {
  gatherNotices,
  isWanted,
  type Notice,
  noticesOf,
  type NoticeWishes,
  noticeWishes,
  outcomeOf,
} from '../../contract/notices.ts';
import { outboxStates, type OutboxRow } from '../../contract/outbox.ts';
import { sampleRow } from '../cli/sample-row.ts';

const all: NoticeWishes = { sent: 'all', needsYou: true, bounced: true, failed: true, discreet: false };

const idOf = (n: number) => `0198c5a0-0000-7000-8000-${String(n).padStart(12, '0')}` as OutboxRow['id'];
const rowOf = (n: number, more: Partial<OutboxRow> = {}): OutboxRow =>
  sampleRow({ id: idOf(n), subject: `Plans ${String(n)}`, state: 'sending', ...more });
const before = rowOf(1);

function isTold(from: OutboxRow | undefined, to: OutboxRow, wishes: NoticeWishes): boolean {
  const outcome = outcomeOf(from, to);
  return outcome !== null && isWanted(outcome, wishes);
}

const toldOf = (wishes: NoticeWishes): readonly string[] =>
  outboxStates.filter((state) => isTold(before, { ...before, state }, wishes));

describe('a notification', () => {
  it('S7: tells ends that a person waits for, each kind only where it is wanted', () => {
    expect(toldOf(all)).toEqual(['sent', 'unconfirmed', 'needsYou', 'bounced', 'failed']);
    expect(toldOf({ ...all, needsYou: false })).toEqual(['sent', 'bounced', 'failed']);
    expect(toldOf({ ...all, sent: 'none', bounced: false })).toEqual(['unconfirmed', 'needsYou', 'failed']);
    expect(toldOf({ ...all, failed: false })).not.toContain('failed');
  });

  it('S7: tells of large messages and of those that were left for later, not of each small one', () => {
    const large = { ...all, sent: 'large' } as const;
    const told = (more: Partial<OutboxRow>): boolean =>
      isTold(before, rowOf(1, { state: 'sent', totalBytes: 0, sendAt: null, ...more }), large);
    expect(told({})).toBe(false);
    expect(told({ totalBytes: 4_000_000 })).toBe(true);
    expect(told({ sendAt: '2026-11-22T08:00:00.000Z' })).toBe(true);
  });

  it('comes once, and not for what was so when the window opened', () => {
    const sent = rowOf(1, { state: 'sent' });
    expect(outcomeOf(undefined, sent)).toBe(null);
    expect(outcomeOf(sent, { ...sent, updatedAt: '2026-11-21T11:00:00.000Z' })).toBe(null);
  });

  it('says which message, and why; discreet, neither', () => {
    const row = rowOf(1, { state: 'bounced', reason: 'the mailbox is full (5.2.2)' });
    const said = (discreet: boolean) => noticesOf([{ kind: 'bounced', row }], { discreet });
    expect(said(false)).toEqual([{ title: 'Bounced', body: 'Plans 1. The mailbox is full (5.2.2)', id: row.id }]);
    expect(said(true)).toEqual([{ title: 'Bounced', body: 'Open Mailroom to see which message.', id: row.id }]);
    const unconfirmed = noticesOf([{ kind: 'unconfirmed', row: { ...row, subject: '' } }], { discreet: false });
    expect(unconfirmed[0]?.body).toMatch(/^A message without a subject.*do not send it again/);
  });
});

/** A desk with a clock of its own. */
function desk() {
  const shown: Notice[] = [];
  const timers: { readonly atMs: number; readonly work: () => void }[] = [];
  const state = { nowMs: 0, isLookedAt: false };
  const tell = gatherNotices({
    wishes: () => all,
    isLookedAt: () => state.isLookedAt,
    show: (notice) => void shown.push(notice),
    later: (work, delayMs) => void timers.push({ atMs: state.nowMs + delayMs, work }),
    nowMs: () => state.nowMs,
  });
  const passTo = (nowMs: number): void => {
    state.nowMs = nowMs;
    const due = timers.filter(({ atMs }) => atMs <= nowMs);
    timers.splice(0, timers.length, ...timers.filter(({ atMs }) => atMs > nowMs));
    for (const { work } of due) work();
  };
  const end = (n: number, more: Partial<OutboxRow>): void => tell(rowOf(n), rowOf(n, more));
  return { shown, state, passTo, end };
}

describe('many at once', () => {
  it('S7: become one summary, which leads to the outbox', () => {
    const { shown, passTo, end } = desk();
    for (let n = 1; n <= 5; n += 1) end(n, { state: 'sent' });
    end(6, { state: 'needsYou' });
    passTo(1_000);
    expect(shown).toEqual([{ title: '6 messages', body: '5 in Sent Items, 1 needs you', id: null }]);
  });

  it('do not come as a flood, while bad news comes at once', () => {
    const { shown, passTo, end } = desk();
    end(1, { state: 'sent' });
    passTo(1_000);
    for (let n = 2; n <= 9; n += 1) {
      end(n, { state: 'sent' });
      passTo(n * 1_000);
    }
    expect(shown).toHaveLength(1);
    end(10, { state: 'bounced' });
    passTo(11_000);
    expect(shown.at(-1)).toMatchObject({ title: '9 messages' });
  });

  it('say of a message that went on only its last word', () => {
    const { shown, passTo, end } = desk();
    end(1, { state: 'unconfirmed' });
    end(1, { state: 'sent' });
    passTo(1_000);
    expect(shown.map(({ title }) => title)).toEqual(['In Sent Items']);
  });

  it('are not told to somebody who looks on, nor to one who has looked since', () => {
    const { shown, state, passTo, end } = desk();
    state.isLookedAt = true;
    end(1, { state: 'failed' });
    state.isLookedAt = false;
    end(2, { state: 'failed' });
    state.isLookedAt = true;
    passTo(1_000);
    expect(shown).toEqual([]);
  });
});

it('wishes are read from the settings as they are written', () => {
  const settings = [
    { name: 'MAILROOM_NOTIFY_SENT', text: 'large' },
    { name: 'MAILROOM_NOTIFY_BOUNCED', text: '1' },
    { name: 'MAILROOM_NOTIFY_DISCREET', text: 'true' },
  ];
  expect(noticeWishes(settings)).toEqual({
    sent: 'large',
    needsYou: false,
    bounced: true,
    failed: false,
    discreet: true,
  });
});
