/** Every key of the window, in the order of the sheet. `Mod` is Ctrl, or ⌘ on a Mac. */
export const shortcuts = [
  { id: 'palette', keys: 'Mod+K', words: 'Palette', group: 'Window' },
  { id: 'shortcuts', keys: 'Mod+/', words: 'This list', group: 'Window' },
  { id: 'goWrite', keys: 'Mod+1', words: 'Write', group: 'Window' },
  { id: 'goOutbox', keys: 'Mod+2', words: 'Outbox', group: 'Window' },
  { id: 'goFiles', keys: 'Mod+3', words: 'Files', group: 'Window' },
  { id: 'goJobs', keys: 'Mod+4', words: 'Jobs', group: 'Window' },
  { id: 'goHealth', keys: 'Mod+5', words: 'Health', group: 'Window' },
  { id: 'goSettings', keys: 'Mod+,', words: 'Settings', group: 'Window' },
  { id: 'nextRegion', keys: 'F6', words: 'Next region', group: 'Window' },
  { id: 'previousRegion', keys: 'Shift+F6', words: 'Previous region', group: 'Window' },
  { id: 'filter', keys: 'Mod+F', words: 'Filter here', group: 'Window' },
  { id: 'transfers', keys: 'Mod+J', words: 'Transfers', group: 'Window' },
  { id: 'copyCommand', keys: 'Mod+Shift+K', words: 'Copy as command', group: 'Window' },
  { id: 'close', keys: 'Escape', words: 'Close the topmost layer', group: 'Window' },
  { id: 'write', keys: 'Mod+N', words: 'New message', group: 'Write' },
  { id: 'merge', keys: 'Mod+Shift+M', words: 'Mail merge', group: 'Write' },
  { id: 'send', keys: 'Mod+Enter', words: 'Send', group: 'Write' },
  { id: 'schedule', keys: 'Mod+Shift+Enter', words: 'Schedule', group: 'Write' },
  { id: 'attach', keys: 'Mod+Shift+A', words: 'Attach', group: 'Write' },
  { id: 'link', keys: 'Mod+Shift+L', words: 'Share as link', group: 'Write' },
  { id: 'template', keys: 'Mod+Shift+Y', words: 'Insert a template', group: 'Write' },
  { id: 'copies', keys: 'Mod+Shift+B', words: 'Cc and Bcc', group: 'Write' },
  { id: 'moveUp', keys: 'Alt+ArrowUp', words: 'Move the file or message up', group: 'Write' },
  { id: 'moveDown', keys: 'Alt+ArrowDown', words: 'Move the file or message down', group: 'Write' },
  { id: 'undo', keys: 'Mod+Shift+U', words: 'Undo the held send', group: 'Outbox' },
  { id: 'pauseAll', keys: 'Mod+.', words: 'Pause or resume transfers', group: 'Outbox' },
  { id: 'retry', keys: 'R', words: 'Try the message or job in focus again', group: 'Outbox' },
  { id: 'copyId', keys: 'Mod+Shift+C', words: 'Copy id', group: 'Outbox' },
  { id: 'stateWords', keys: 'Shift+?', words: 'What the words for states mean', group: 'Jobs' },
  { id: 'preview', keys: 'Space', words: 'Preview the file', group: 'Files' },
  { id: 'extendUp', keys: 'Shift+ArrowUp', words: 'Extend the selection up', group: 'Files' },
  { id: 'extendDown', keys: 'Shift+ArrowDown', words: 'Extend the selection down', group: 'Files' },
  { id: 'selectAll', keys: 'Mod+A', words: 'Select all that match', group: 'Files' },
] as const satisfies readonly Shortcut[];

interface Shortcut {
  readonly id: string;
  readonly keys: string;
  readonly words: string;
  readonly group: 'Window' | 'Write' | 'Outbox' | 'Jobs' | 'Files';
}

export type ShortcutId = (typeof shortcuts)[number]['id'];

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Which shortcut was pressed, or null. Letters count by what they type, digits and signs also by where they lie. */
export function matchShortcut(press: KeyPress, isMac: boolean): ShortcutId | null {
  const found = shortcuts.find(({ keys }) => {
    const parts = keys.split('+');
    const key = parts.at(-1) ?? '';
    const [mod, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
    return (
      mod === parts.includes('Mod') &&
      !other &&
      press.shiftKey === parts.includes('Shift') &&
      press.altKey === parts.includes('Alt') &&
      (press.key.toLowerCase() === key.toLowerCase() || codes[key] === press.code)
    );
  });
  return found?.id ?? null;
}

const codes: Readonly<Record<string, string>> = {
  '/': 'Slash',
  '.': 'Period',
  ',': 'Comma',
  '1': 'Digit1',
  '2': 'Digit2',
  '3': 'Digit3',
  '4': 'Digit4',
  '5': 'Digit5',
};

/** "Ctrl Shift K", or "⌘⇧K" on a Mac. */
export function formatKeys(keys: string, isMac: boolean): string {
  const words = keys.split('+').map((key) => (isMac ? macNames : names)[key] ?? key);
  return words.join(isMac ? '' : ' ');
}

const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' };
const names: Readonly<Record<string, string>> = { ...arrows, Mod: 'Ctrl', Escape: 'Esc' };
const macNames: Readonly<Record<string, string>> = {
  ...arrows,
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Escape: 'esc',
  Enter: '↩',
};

/** Keys of the window itself, which lead on from anywhere. What a layer itself does not give away stays behind it. */
export function isWindowKey(id: ShortcutId): boolean {
  return id !== 'copyCommand' && shortcuts.some((shortcut) => shortcut.id === id && shortcut.group === 'Window');
}

/** A single letter must never act while a person types. */
export function isSingleKey(id: ShortcutId): boolean {
  return id === 'retry' || id === 'stateWords';
}
