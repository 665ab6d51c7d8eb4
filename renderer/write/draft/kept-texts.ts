import type { CompositionText } from '../../../contract/compose.ts';

/** What a window keeps of a message that it could not hand to the engine before it closed. */
export interface KeptDraft {
  readonly revision: number;
  readonly text: CompositionText | null;
  /** Files that were still being copied: their bytes are gone, their names are not. */
  readonly copying: readonly { readonly name: string; readonly sizeBytes: number }[];
}

export interface KeptDrafts {
  keep(id: string, draft: KeptDraft): void;
  read(id: string): KeptDraft | null;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** In the window's own storage, for the moment between two saves; emptied as soon as the engine has the text. */
export function keptDrafts(storage: Storage): KeptDrafts {
  return {
    keep(id, draft) {
      try {
        if (draft.text === null && draft.copying.length === 0) storage.removeItem(nameOf(id));
        else storage.setItem(nameOf(id), JSON.stringify(draft));
      } catch {
        // The storage is full or forbidden: the engine's own copy is what counts.
      }
    },
    read(id) {
      const kept = storage.getItem(nameOf(id));
      if (kept === null) return null;
      try {
        return JSON.parse(kept) as KeptDraft;
      } catch {
        return null;
      }
    },
  };
}

function nameOf(id: string): string {
  return `mailroom.kept.${id}`;
}
