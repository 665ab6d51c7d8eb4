import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'misspelledWord' | 'dictionarySuggestions'>;

/** The menu of a right click in text; empty where there is nothing to do. */
export function contextMenuTemplate(clicked: Clicked, replace: (word: string) => void): MenuItemConstructorOptions[] {
  if (!clicked.isEditable) return clicked.selectionText.trim() === '' ? [] : [{ role: 'copy' }];
  return [
    ...spelling(clicked, replace),
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'pasteAndMatchStyle' },
    { role: 'selectAll' },
  ];
}

function spelling(clicked: Clicked, replace: (word: string) => void): MenuItemConstructorOptions[] {
  if (clicked.misspelledWord === '') return [];
  const words = clicked.dictionarySuggestions.map((word) => ({ label: word, click: () => replace(word) }));
  return [...(words.length > 0 ? words : [{ label: 'No suggestions', enabled: false }]), { type: 'separator' }];
}
