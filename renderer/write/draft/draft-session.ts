import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Composition, CompositionText } from '../../../contract/compose.ts';
import { readFault } from '../../app/fault.ts';
import { createPictureShelf, type PictureShelf } from '../editor/picture-shelf.ts';
import { createAttacher, type Attacher } from '../files/attach-files.ts';
import { changeIncoming, copyingFiles } from '../files/incoming-files.ts';
import { createRecipientDesk, type RecipientDesk } from '../recipients/recipient-desk.ts';
import { changeRecipientField, type RecipientFieldChange } from '../recipients/recipient-field.ts';
import { createAutosave, type SaveOutcome } from './autosave.ts';
import type { DraftParts } from './draft-parts.ts';
import {
  isSameText,
  openState,
  recipientFields,
  textOf,
  type DraftState,
  type MessageOptions,
  type RecipientFieldName,
} from './draft-state.ts';
import { notSaved } from './not-saved.ts';

const SAVE_AFTER_MS = 400;
const RETRY_AFTER_MS = 2000;

/** One message while it is written in this window. React only shows it; leaving the page loses nothing. */
export interface DraftSession {
  readonly store: StoreApi<DraftState>;
  readonly attacher: Attacher;
  readonly pictures: PictureShelf;
  /** What the engine says of the message now. */
  receive(composition: Composition): void;
  setSubject(subject: string): void;
  setHtml(html: string): void;
  setOptions(options: Partial<MessageOptions>): void;
  changeField(name: RecipientFieldName, change: RecipientFieldChange): void;
  readonly recipients: RecipientDesk;
  /** Reads what is still typed in any field, and saves. True when all of it is on disk. */
  settle(): Promise<boolean>;
  /** Puts a signature below the message in place of the one that it has; null takes that away. */
  sign(signature: string | null): Promise<void>;
  /** Runs a change of files and takes over what the engine answers. */
  ask(change: (compose: DraftParts['compose']) => Promise<Composition>): Promise<void>;
  /** Shares a file as a link, or attaches it instead. Where a permission is missing, the wish for the link is kept. */
  link(file: number, asLink: boolean): Promise<void>;
  /** Stops and continues the uploads of this message, all of them together. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  resolveConflict(use: 'mine' | 'theirs'): void;
  /** Saves at once after a lost connection. */
  reconnected(): void;
  /** Keeps in the window what the engine does not have yet; for the moment the page goes. */
  keepUnsaved(): void;
  /** Saves, and keeps in the window what could not be saved. */
  leave(): Promise<void>;
  /** The message is sent or gone: nothing of it stays in the window. */
  end(): void;
}

export function openDraftSession(parts: DraftParts, opened: Composition): DraftSession {
  const { id } = opened;
  const pictures = createPictureShelf(async (contentId) => {
    const picture = await parts.compose.picture({ id, contentId });
    return picture === null ? null : new Blob([await picture.bytes.arrayBuffer()], { type: picture.contentType });
  });
  const store = createStore<DraftState>(() => openState(opened));
  let revision = opened.revision;
  /** What was sent to be saved without an answer: it may be on disk. */
  let unanswered: CompositionText | null = null;
  const autosave = createAutosave<CompositionText>({
    delayMs: SAVE_AFTER_MS,
    retryMs: RETRY_AFTER_MS,
    after: parts.after,
    onState(saving) {
      store.setState(({ fault }) => ({ saving, fault: saving === 'saved' && fault === notSaved ? null : fault }));
      if (saving === 'saved' || saving === 'failed') keepUnsaved();
    },
    save,
  });

  async function save(text: CompositionText): Promise<SaveOutcome> {
    const before = unanswered;
    unanswered = text;
    try {
      const saved = await parts.compose.save({ id, revision, text });
      unanswered = null;
      revision = saved.revision;
      receive(saved);
      return 'saved';
    } catch (thrown) {
      if (readFault(thrown).error.error_code !== 'message_state_conflict') return 'failed';
      return explainConflict(text, before);
    }
  }

  /** A save whose answer was lost looks like somebody else's, but the text there is ours. */
  async function explainConflict(text: CompositionText, before: CompositionText | null): Promise<SaveOutcome> {
    const there = await parts.compose.read({ id });
    const isThisOne = isSameText(there.text, text);
    if (isThisOne || (before !== null && isSameText(there.text, before))) {
      unanswered = null;
      revision = there.revision;
      receive(there);
      return isThisOne ? 'saved' : save(text);
    }
    store.setState({ conflict: there });
    return 'conflict';
  }

  function receive(composition: Composition): void {
    const { composition: known } = store.getState();
    // Answers and the stream overtake one another; revisions do not.
    if (composition.revision < known.revision) return;
    store.setState({ composition });
    if (composition.revision > revision && autosave.unsaved() === null) takeOver(composition);
  }

  /** Another window wrote, and this one has nothing unsaved. */
  function takeOver(composition: Composition): void {
    revision = composition.revision;
    if (isSameText(composition.text, textOf(store.getState()))) return;
    showText(composition.text);
  }

  function showText(text: CompositionText): void {
    const blank = openState({ ...store.getState().composition, text });
    const { textVersion } = store.getState();
    const { fields, subject, html, options } = blank;
    store.setState({ fields, subject, html, options, textVersion: textVersion + 1 });
    for (const name of recipientFields) void recipients.read(name, text[name].join(';\n'), 'saved');
  }

  function changed(): void {
    const text = textOf(store.getState());
    if (!isSameText(text, store.getState().composition.text) || autosave.unsaved() !== null) autosave.change(text);
  }

  function changeField(name: RecipientFieldName, change: RecipientFieldChange): void {
    store.setState(({ fields }) => ({ fields: { ...fields, [name]: changeRecipientField(fields[name], change) } }));
  }

  const recipients = createRecipientDesk({
    compose: parts.compose,
    recipients: parts.recipients,
    account: opened.account,
    fields: () => store.getState().fields,
    change: changeField,
    changed,
  });

  function keepUnsaved(): void {
    const copying = copyingFiles(store.getState().incoming).map(({ name, sizeBytes }) => ({ name, sizeBytes }));
    parts.kept.keep(id, { revision, text: autosave.unsaved(), copying });
  }

  const attacher = createAttacher(parts, {
    id,
    composition: () => store.getState().composition,
    receive,
    rowToReplace: ({ name, size }) =>
      store
        .getState()
        .incoming.find((row) => row.state === 'interrupted' && row.name === name && row.sizeBytes === size)?.key ??
      null,
    change(change) {
      store.setState(({ incoming }) => ({ incoming: changeIncoming(incoming, change) }));
      if (change.kind !== 'copied') keepUnsaved();
    },
  });

  restore();

  /** What an earlier window could not save. The same revision: it goes on. A newer one: a person chooses. */
  function restore(): void {
    const before = parts.kept.read(id);
    for (const file of before?.copying ?? []) {
      const change = { kind: 'remembered' as const, key: parts.newKey(), ...file };
      store.setState(({ incoming }) => ({ incoming: changeIncoming(incoming, change) }));
    }
    const text = before?.text ?? null;
    showText(text ?? opened.text);
    if (text === null || isSameText(text, opened.text)) return;
    autosave.change(text);
    if (before !== null && before.revision < opened.revision) {
      autosave.hold();
      store.setState({ conflict: opened });
    }
  }

  async function ask(change: (compose: DraftParts['compose']) => Promise<Composition>): Promise<void> {
    try {
      store.setState({ fault: null });
      receive(await change(parts.compose));
    } catch (thrown) {
      store.setState({ fault: readFault(thrown) });
    }
  }

  return {
    store,
    attacher,
    pictures,
    receive,
    setSubject(subject) {
      store.setState({ subject });
      changed();
    },
    setHtml(html) {
      store.setState({ html });
      changed();
    },
    setOptions(change) {
      store.setState(({ options }) => ({ options: { ...options, ...change } }));
      changed();
    },
    changeField(name, change) {
      changeField(name, change);
      changed();
    },
    recipients,
    async settle() {
      const { fields } = store.getState();
      await Promise.all(recipientFields.map((name) => recipients.read(name, fields[name].input, 'person')));
      return autosave.flush();
    },
    ask,
    async link(file, asLink) {
      await ask((compose) => compose.link({ id, file, asLink }));
      const { fault } = store.getState();
      store.setState({ linkWish: fault?.error.error_code === 'drive_consent_needed' ? file : null });
    },
    async sign(signature) {
      if (await autosave.flush()) await ask((compose) => compose.sign({ id, revision, signature }));
    },
    pause: () => ask((compose) => parts.outbox.pause({ id }).then(() => compose.read({ id }))),
    resume: () => ask((compose) => parts.outbox.resume({ id }).then(() => compose.read({ id }))),
    resolveConflict(use) {
      const { conflict } = store.getState();
      if (conflict === null) return;
      revision = conflict.revision;
      store.setState({ conflict: null, composition: conflict });
      if (use === 'theirs') {
        autosave.forget();
        showText(conflict.text);
      }
      autosave.resume();
    },
    reconnected: () => autosave.retry(),
    keepUnsaved,
    async leave() {
      await autosave.flush();
      keepUnsaved();
    },
    end() {
      autosave.stop();
      attacher.stop();
      pictures.clear();
      parts.kept.keep(id, { revision, text: null, copying: [] });
    },
  };
}
