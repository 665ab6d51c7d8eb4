import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Composition } from '../../../contract/compose.ts';
import { copyingFiles } from '../files/incoming-files.ts';
import { draftTitle } from './choose-draft.ts';
import type { DraftParts } from './draft-parts.ts';
import { openDraftSession, type DraftSession } from './draft-session.ts';

const UNDO_DISCARD_MS = 10_000;

export interface DiscardedDrafts {
  /** The one that can be taken back just now. */
  readonly draft: DiscardedDraft | null;
  /** In no list any more: discarded, or about to be. */
  readonly ids: ReadonlySet<string>;
}

interface DiscardedDraft {
  readonly id: Composition['id'];
  readonly title: string;
}

/** Every message that this window has open. A session outlives its page: files go on being copied while one looks at the outbox. */
export interface DraftDesk {
  readonly parts: DraftParts;
  readonly discarded: StoreApi<DiscardedDrafts>;
  open(composition: Composition): DraftSession;
  /** What this window has of a message, of the one opened last for null: at once, and also while the engine is away. */
  atHand(id: string | null): DraftSession | null;
  /** The message is in the outbox: the window lets go of it. */
  release(id: string): void;
  /** Gone from the window at once, from the mailbox after the time for Undo. */
  discard(session: DraftSession): void;
  undoDiscard(): void;
  /** Whether closing the window now would interrupt or lose something. */
  isBusy(): boolean;
  keepUnsaved(): void;
  reconnected(): void;
}

export function createDraftDesk(parts: DraftParts): DraftDesk {
  const sessions = new Map<string, DraftSession>();
  const discarded = createStore<DiscardedDrafts>(() => ({ draft: null, ids: new Set() }));
  let finishDiscard = doNothing;
  let stopTimer = doNothing;

  function hide(id: Composition['id']): void {
    discarded.setState(({ ids }) => ({ ids: new Set([...ids, id]) }));
    parts.hide(id);
  }

  function show(id: Composition['id']): void {
    discarded.setState(({ ids }) => ({ ids: new Set([...ids].filter((other) => other !== id)) }));
    parts.show(id);
  }

  return {
    parts,
    discarded,
    open(composition) {
      const known = sessions.get(composition.id);
      known?.receive(composition);
      const session = known ?? openDraftSession(parts, composition);
      // Set anew, so that the one opened last comes last.
      sessions.delete(composition.id);
      sessions.set(composition.id, session);
      return session;
    },
    atHand(wanted) {
      const { ids: left } = discarded.getState();
      const open = [...sessions].filter(([id]) => !left.has(id) && (wanted === null || id === wanted));
      return open.at(-1)?.[1] ?? null;
    },
    release(id) {
      sessions.get(id)?.end();
      sessions.delete(id);
    },
    discard(session) {
      finishDiscard();
      const { composition, subject } = session.store.getState();
      const { id } = composition;
      hide(id);
      discarded.setState({ draft: { id, title: draftTitle({ text: { ...composition.text, subject } }) } });
      finishDiscard = () => {
        stopTimer();
        finishDiscard = doNothing;
        discarded.setState({ draft: null });
        session.end();
        sessions.delete(id);
        // What cannot be discarded now stays in the list of drafts: nothing is lost by it.
        parts.compose.discard({ id }).catch(() => show(id));
      };
      stopTimer = parts.after(UNDO_DISCARD_MS, () => finishDiscard());
    },
    undoDiscard() {
      stopTimer();
      finishDiscard = doNothing;
      const { draft } = discarded.getState();
      discarded.setState({ draft: null });
      if (draft !== null) show(draft.id);
    },
    isBusy: () =>
      [...sessions.values()].some(({ store }) => {
        const { saving, incoming } = store.getState();
        return saving !== 'saved' || copyingFiles(incoming).length > 0;
      }),
    keepUnsaved() {
      for (const session of sessions.values()) session.keepUnsaved();
    },
    reconnected() {
      for (const session of sessions.values()) session.reconnected();
    },
  };
}

function doNothing(): void {}
