/** What the save line says. `failed`: the text is only in this window, and it is tried again by itself. */
export type AutosaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

/** How a save ended: `conflict` when the draft was changed elsewhere since. Then nothing is saved until `resume`. */
export type SaveOutcome = 'saved' | 'failed' | 'conflict';

export interface AutosaveParts<Text> {
  readonly delayMs: number;
  readonly retryMs: number;
  readonly save: (text: Text) => Promise<SaveOutcome>;
  /** Calls `run` once after `delayMs`; returns a way to stop that. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly onState: (state: AutosaveState) => void;
}

export interface Autosave<Text> {
  change(text: Text): void;
  /** Saves now what is not saved. True when everything is on disk. */
  flush(): Promise<boolean>;
  /** The text that is not known to be on disk, null when all is. */
  unsaved(): Text | null;
  /** Tries again now what failed. */
  retry(): void;
  /** Saves nothing until `resume`: a person has to choose first. */
  hold(): void;
  resume(): void;
  /** Drops what is not saved: the person chose another text. */
  forget(): void;
  stop(): void;
}

/** One save at a time, always of the newest text; a text leaves the queue only once its save returned. */
export function createAutosave<Text>(parts: AutosaveParts<Text>): Autosave<Text> {
  let waiting: { readonly text: Text } | null = null;
  let moving: { readonly text: Text; readonly done: Promise<SaveOutcome> } | null = null;
  let held = false;
  let stopTimer = doNothing;

  function schedule(delayMs: number): void {
    stopTimer();
    stopTimer = parts.after(delayMs, () => void saveNow());
  }

  async function saveNow(): Promise<SaveOutcome> {
    stopTimer();
    if (moving !== null) {
      await moving.done;
      return saveNow();
    }
    if (held) return 'conflict';
    if (waiting === null) return 'saved';
    const { text } = waiting;
    waiting = null;
    parts.onState('saving');
    const current = { text, done: parts.save(text).catch((): SaveOutcome => 'failed') };
    moving = current;
    const outcome = await current.done;
    moving = null;
    settle(text, outcome);
    return outcome;
  }

  function settle(text: Text, outcome: SaveOutcome): void {
    if (outcome === 'saved') {
      parts.onState(waiting === null ? 'saved' : 'unsaved');
      if (waiting !== null) schedule(parts.delayMs);
      return;
    }
    waiting ??= { text };
    parts.onState('failed');
    if (outcome === 'conflict') held = true;
    else schedule(parts.retryMs);
  }

  return {
    change(text) {
      waiting = { text };
      if (held) return;
      if (moving === null) parts.onState('unsaved');
      schedule(parts.delayMs);
    },
    async flush() {
      while (waiting !== null || moving !== null) {
        if ((await saveNow()) !== 'saved') return false;
      }
      return true;
    },
    unsaved: () => (waiting ?? moving)?.text ?? null,
    retry() {
      if (!held && moving === null && waiting !== null) schedule(0);
    },
    hold() {
      held = true;
      stopTimer();
      parts.onState('failed');
    },
    resume() {
      held = false;
      if (waiting !== null) schedule(0);
    },
    forget() {
      waiting = null;
      stopTimer();
      parts.onState('saved');
    },
    stop() {
      held = true;
      stopTimer();
    },
  };
}

function doNothing(): void {}
