import type { OutboxRow } from '../../contract/outbox.ts';
import type { ShortcutId } from '../app/shortcuts.ts';
import { matchesFilter } from '../outbox/sections.ts';
import { hoursWords, pauseHours } from './pause-hours.ts';

export interface PaletteVerb {
  readonly words: string;
  readonly shortcut: ShortcutId;
}

const verbs: readonly PaletteVerb[] = [
  { words: 'New message', shortcut: 'write' },
  { words: 'Insert template…', shortcut: 'template' },
  { words: 'Send this message later…', shortcut: 'schedule' },
  { words: 'Mail merge…', shortcut: 'merge' },
  { words: 'Go to Write', shortcut: 'goWrite' },
  { words: 'Go to Outbox', shortcut: 'goOutbox' },
  { words: 'Go to Files', shortcut: 'goFiles' },
  { words: 'Go to Jobs', shortcut: 'goJobs' },
  { words: 'Go to Health', shortcut: 'goHealth' },
  { words: 'Go to Settings', shortcut: 'goSettings' },
  { words: 'Show or hide transfers', shortcut: 'transfers' },
  { words: 'Pause or resume all transfers', shortcut: 'pauseAll' },
  { words: 'Undo the held send', shortcut: 'undo' },
  { words: 'Show every key', shortcut: 'shortcuts' },
];

const shownRows = 12;

/** Verbs whose words all begin a word of the query's; everything for an empty query. */
export function findVerbs(query: string): readonly PaletteVerb[] {
  return verbs.filter(({ words }) => isAskedFor(words, query));
}

/** Pauses of some hours: only for whoever looks for them, so that they do not crowd what is used each day. */
export function findPauses(query: string): readonly { readonly words: string; readonly hours: number }[] {
  if (query.trim() === '') return [];
  return pauseHours
    .map((hours) => ({ words: `Pause everything for ${hoursWords(hours)}`, hours }))
    .filter(({ words }) => isAskedFor(words, query));
}

function isAskedFor(words: string, query: string): boolean {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean);
  const own = words.toLowerCase().split(' ');
  return asked.every((word) => own.some((part) => part.startsWith(word)));
}

/** Recent messages, newest first; an id from a log finds its message however it was pasted. */
export function findRows(rows: Iterable<OutboxRow>, query: string): readonly OutboxRow[] {
  const asked = query.trim().replace(/^["'<(]+|["'>),.;]+$/g, '');
  const found = [...rows].filter((row) => matchesFilter(row, asked));
  return found.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, shownRows);
}
