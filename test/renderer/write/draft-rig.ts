import { ORPCError } from '@orpc/client';
import { type Composition, type CompositionText, compositionText } from '../../../contract/compose.ts';
import type { AccountId, OutboxId, Sha256 } from '../../../contract/ids.ts';
import { ConnectionLost } from '../../../renderer/client/connection-lost.ts';
import type { DraftParts } from '../../../renderer/write/draft/draft-parts.ts';
import { keptDrafts } from '../../../renderer/write/draft/kept-texts.ts';

const id = '019a0000-0000-7000-8000-000000000001' as OutboxId;

/** How the next call of a procedure goes wrong: before it had its effect, or after. */
export type Trouble = 'lostBefore' | 'lostAfter';

/** An engine that keeps one message as the real one does, and a window around it whose clock moves by hand. */
export function draftRig() {
  let composition: Composition = {
    id,
    account: 't:u' as AccountId,
    revision: 0,
    text: compositionText.parse({ to: [], cc: [], bcc: [], subject: '', html: '', importance: 'normal' }),
    files: [],
    findings: [],
    groups: [],
    isPaused: false,
    problem: null,
    size: { encodedBytes: 0, limitBytes: 35_000_000, limitSetBy: 'the mailbox' },
    savedAt: '2026-11-20T14:09:00.000Z',
    savedOnServerAt: null,
  };
  let timers: { readonly run: () => void }[] = [];
  let isHandedOver = false;
  const calls: string[] = [];
  const troubles: Trouble[] = [];
  const stored = new Map<string, string>();
  const hidden = new Set<string>();
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  };

  async function call<T>(name: string, effect: () => T): Promise<T> {
    calls.push(name);
    const trouble = troubles.shift();
    if (trouble === 'lostBefore') throw new ConnectionLost('no');
    const result = effect();
    if (trouble === 'lostAfter') throw new ConnectionLost('unknown');
    return Promise.resolve(result);
  }

  function save(text: CompositionText): Composition {
    composition = { ...composition, text, revision: composition.revision + 1 };
    return composition;
  }

  const engine = {
    read: () => call('read', () => composition),
    save: ({ revision, text }: { revision: number; text: CompositionText }) =>
      call('save', () => {
        if (revision !== composition.revision) throw conflict();
        return save(text);
      }),
    attach: ({ source }: { source: { readonly incoming?: string } }) =>
      call('attach', () => {
        const name = source.incoming ?? 'by path';
        const file = {
          file: composition.files.length + 1,
          name,
          sizeBytes: name.length,
          sha256: 'a'.repeat(64) as Sha256,
          confirmedBytes: 0,
          state: 'waiting' as const,
          path: 'direct' as const,
          restart: null,
          contentId: null,
          source: null,
        };
        composition = { ...composition, files: [...composition.files, file] };
        return { kind: 'attached' as const, composition };
      }),
    submit: () =>
      call('submit', () => {
        if (isHandedOver) throw conflict();
        isHandedOver = true;
        return row();
      }),
    readRecipients: ({ text }: { text: string }) =>
      call('readRecipients', () =>
        text
          .split(';')
          .map((part) => part.trim())
          .filter((part) => part !== '')
          .map((part) => ({
            text: part,
            name: null,
            address: part,
            kind: part.includes('@') ? ('internal' as const) : ('unreadable' as const),
            reason: null,
            rule: null,
            isNewDomain: false,
          })),
      ),
  };
  const row = () => ({ id, state: isHandedOver ? 'held' : 'draft' });

  // A double: only what a draft calls is there.
  const parts = {
    compose: engine,
    outbox: { show: () => call('show', () => ({ row: row(), events: [] })) },
    // The name of the file stands for its bytes.
    sendFile: (file: { readonly name: string }) => Promise.resolve({ incoming: file.name }),
    pathOf: () => null,
    whenConnected: () => Promise.resolve(),
    after(_delayMs: number, run: () => void) {
      const timer = { run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    kept: keptDrafts(storage),
    newKey: () => crypto.randomUUID(),
    hide: (hiddenId: string) => void hidden.add(hiddenId),
    show: (hiddenId: string) => void hidden.delete(hiddenId),
  } as unknown as DraftParts;

  return {
    parts,
    calls,
    /** The next calls go wrong in this way, one after the other. */
    troubles,
    stored,
    /** Messages that no list shows. */
    hidden,
    composition: () => composition,
    /** Another window saves. */
    saveElsewhere: (text: Partial<CompositionText>) => save({ ...composition.text, ...text }),
    setFindings(findings: Composition['findings']) {
      composition = { ...composition, findings };
    },
    isHandedOver: () => isHandedOver,
    /** Lets every timer that waits run once, and all that follows from it come to rest. */
    async passTime() {
      const due = timers;
      timers = [];
      for (const { run } of due) run();
      await rest();
    },
  };
}

export async function rest(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function conflict(): Error {
  const error = {
    error_code: 'message_state_conflict',
    message: 'This message was changed elsewhere.',
    field: null,
    details: {},
    remediation: 'Open it again.',
    retriable: false,
  };
  return new ORPCError('FAULT', { defined: true, data: { error, correlationId: crypto.randomUUID() } });
}
