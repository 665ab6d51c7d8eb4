import type { OutboxRow } from '../../contract/outbox.ts';
import type { Tone } from '../ui/tone.ts';
import { byPlace } from './queue-order.ts';
import { waitsForYou } from './bounces.ts';

export type SectionKind =
  | 'needsYou'
  | 'bounced'
  | 'unconfirmed'
  | 'held'
  | 'moving'
  | 'drafts'
  | 'sentToday'
  | 'cancelled'
  | 'earlier';

export interface Section {
  readonly kind: SectionKind;
  readonly title: string;
  readonly tone: Tone;
  readonly rows: readonly OutboxRow[];
}

interface SectionRule {
  readonly kind: SectionKind;
  readonly title: string;
  readonly tone: Tone;
  readonly sort: (a: OutboxRow, b: OutboxRow) => number;
}

const byTime = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const newestFirst = (a: OutboxRow, b: OutboxRow): number => byTime(b.updatedAt, a.updatedAt);
const soonestFirst = (a: OutboxRow, b: OutboxRow): number => byTime(leavesAt(a), leavesAt(b));

/** What needs a person comes first, what is over comes last. */
const rules: readonly SectionRule[] = [
  { kind: 'needsYou', title: 'Needs you', tone: 'brick', sort: newestFirst },
  { kind: 'bounced', title: 'Bounced', tone: 'brick', sort: newestFirst },
  { kind: 'unconfirmed', title: 'Unconfirmed', tone: 'violet', sort: newestFirst },
  { kind: 'held', title: 'Held and scheduled', tone: 'ink', sort: soonestFirst },
  { kind: 'moving', title: 'Moving', tone: 'ink', sort: byPlace },
  { kind: 'drafts', title: 'Drafts', tone: 'ink', sort: newestFirst },
  { kind: 'sentToday', title: 'Sent today', tone: 'ink', sort: newestFirst },
  { kind: 'cancelled', title: 'Cancelled', tone: 'ink', sort: newestFirst },
  { kind: 'earlier', title: 'Earlier', tone: 'ink', sort: newestFirst },
];

export type Sectioner = (rows: Iterable<OutboxRow>, nowMs: number) => readonly Section[];

/**
 * Puts rows into their sections, empty ones left out. A section whose rows did not change stays the same object:
 * of ten thousand rows only the moving ones are then sorted and drawn again.
 */
export function createSectioner(): Sectioner {
  const before = new Map<SectionKind, { readonly members: readonly OutboxRow[]; readonly section: Section }>();
  return (rows, nowMs) => {
    const todayMs = new Date(nowMs).setHours(0, 0, 0, 0);
    const groups = Map.groupBy(rows, (row) => sectionOf(row, todayMs));
    return rules.flatMap(({ sort, ...rule }) => {
      const members = groups.get(rule.kind);
      if (members === undefined) return [];
      const known = before.get(rule.kind);
      if (known !== undefined && isSame(known.members, members)) return [known.section];
      const section = { ...rule, rows: members.toSorted(sort) };
      before.set(rule.kind, { members, section });
      return [section];
    });
  };
}

/** `todayMs` is the moment at which today began. */
export function sectionOf(row: OutboxRow, todayMs: number): SectionKind {
  switch (row.state) {
    case 'needsYou':
    case 'failed':
      return 'needsYou';
    case 'unconfirmed':
      return 'unconfirmed';
    case 'held':
    case 'scheduled':
      return 'held';
    case 'checked':
    case 'uploading':
    case 'paused':
    case 'paced':
    case 'sending':
    case 'accepted':
      return 'moving';
    case 'draft':
      return 'drafts';
    case 'sent':
    case 'bounced':
      if (waitsForYou(row)) return 'bounced';
      return Date.parse(row.updatedAt) >= todayMs ? 'sentToday' : 'earlier';
    case 'cancelled':
      return 'cancelled';
  }
}

/** A message of a mail merge that needs nobody: the one row of its merge stands for it, unless somebody looks for it. */
export function standsInMerge(row: OutboxRow): boolean {
  if (!/^merge:[0-9a-f-]{36}:\d+$/.test(row.key)) return false;
  return !['needsYou', 'failed', 'unconfirmed'].includes(row.state) && !waitsForYou(row);
}

/** What needs somebody and was certainly not sent: one press tries all of it again. */
export function stuckIn({ kind, rows }: Pick<Section, 'kind' | 'rows'>): readonly OutboxRow[] {
  return kind === 'needsYou' ? rows.filter((row) => row.state === 'needsYou' && row.cancellable) : [];
}

/** How many messages wait for a person: the number on the rail. */
export function countNeedingYou(rows: Iterable<OutboxRow>): number {
  let count = 0;
  for (const row of rows) if (row.state === 'needsYou' || row.state === 'failed' || waitsForYou(row)) count += 1;
  return count;
}

/** A shorter word stands in one of thousands of random ids by chance. */
const shortestIdPart = 8;

/** Whether every word of the filter is in subject, recipients, files, state or key, or is a good part of one of the ids. */
export function matchesFilter(row: OutboxRow, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const files = row.attachments.map((file) => file.name);
  // A message without a key of its own has its id for one.
  const key = row.key === row.id ? '' : row.key;
  const text = [row.subject, row.state, row.reason, key, ...row.recipients, ...files].join('\n').toLowerCase();
  const ids = [row.id, row.correlationId, row.draftId, row.sentId].join('\n').toLowerCase();
  return words.every((word) => text.includes(word) || (word.length >= shortestIdPart && ids.includes(word)));
}

function isSame(a: readonly OutboxRow[], b: readonly OutboxRow[]): boolean {
  return a.length === b.length && a.every((row, index) => row === b[index]);
}

function leavesAt(row: OutboxRow): string {
  return row.sendAt ?? row.heldUntil ?? row.waitingUntil ?? row.updatedAt;
}
