import type { OutboxRow } from '../../contract/outbox.ts';
import { commands } from '../app/commands.ts';
import type { ShortcutId } from '../app/shortcuts.ts';
import type { CommandWords } from '../ui/carried-command.ts';
import { matchesFilter } from '../outbox/sections.ts';
import { hoursWords, pauseHours } from './pause-hours.ts';

export interface PaletteVerb {
  readonly words: string;
  readonly shortcut: ShortcutId;
  /** What does the same, or shows the same, on the command line; null for what is only a way about the window. */
  readonly command: CommandWords | null;
}

function verbs(isPaused: boolean): readonly PaletteVerb[] {
  return [
    { words: 'New message', shortcut: 'write', command: null },
    { words: 'Insert template…', shortcut: 'template', command: null },
    { words: 'Send this message later…', shortcut: 'schedule', command: null },
    { words: 'Mail merge…', shortcut: 'merge', command: null },
    { words: 'Go to Write', shortcut: 'goWrite', command: null },
    { words: 'Go to Outbox', shortcut: 'goOutbox', command: commands['outbox.list']() },
    { words: 'Go to Files', shortcut: 'goFiles', command: commands['files.page']('') },
    { words: 'Go to Jobs', shortcut: 'goJobs', command: commands['jobs.causes']() },
    { words: 'Go to Health', shortcut: 'goHealth', command: commands['health.now']() },
    { words: 'Go to Settings', shortcut: 'goSettings', command: commands['settings.list']() },
    { words: 'Show or hide transfers', shortcut: 'transfers', command: null },
    {
      words: 'Pause or resume all transfers',
      shortcut: 'pauseAll',
      command: isPaused ? commands['shell.resumeAll']() : commands['shell.pauseAll'](),
    },
    { words: 'Undo the held send', shortcut: 'undo', command: null },
    { words: 'Show every key', shortcut: 'shortcuts', command: null },
  ];
}

const shownRows = 12;

/** Verbs whose words all begin a word of the query's; everything for an empty query. */
export function findVerbs(query: string, isPaused = false): readonly PaletteVerb[] {
  return verbs(isPaused).filter(({ words }) => isAskedFor(words, query));
}

interface PalettePause {
  readonly words: string;
  readonly hours: number;
  readonly command: CommandWords;
}

/** Pauses of some hours: only for whoever looks for them, so that they do not crowd what is used each day. */
export function findPauses(query: string): readonly PalettePause[] {
  if (query.trim() === '') return [];
  return pauseHours
    .map((hours) => ({
      words: `Pause everything for ${hoursWords(hours)}`,
      hours,
      command: commands['shell.pauseFor'](hours),
    }))
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
