import { useRef, useState } from 'react';
import type { SavedFile } from '../../contract/file-exports-api.ts';
import type { FileId } from '../../contract/files.ts';
import { useConnection } from '../app/connection.tsx';
import { type Fault, readFault } from '../app/fault.ts';
import { announce } from '../ui/announce.ts';
import { countWords } from '../ui/format/count-words.ts';

export type FailedFile = Extract<SavedFile, { kind: 'failed' }>;

export type Saving =
  | { readonly kind: 'asking'; readonly fault: Fault | null }
  | (SavingFacts & { readonly kind: 'saving'; readonly done: number })
  | (SavingFacts & { readonly kind: 'ended'; readonly isCancelled: boolean; readonly fault: Fault | null });

interface SavingFacts {
  readonly folder: string;
  readonly of: number;
  readonly saved: number;
  /** Of those that are saved: the disk could not hold the mark of where they come from. */
  readonly unmarked: number;
  readonly failed: readonly FailedFile[];
}

export interface SavingFiles {
  readonly state: Saving;
  /** Asks for a folder and saves into it. Without one nothing happens. */
  begin(pattern: string): void;
  cancel(): void;
}

/** Saves files into a folder, one after the other, and knows what came of each. */
export function useSaving(ids: readonly FileId[]): SavingFiles {
  const { client, host } = useConnection();
  const [state, setState] = useState<Saving>({ kind: 'asking', fault: null });
  const leaving = useRef<AbortController | null>(null);

  async function run(pattern: string): Promise<void> {
    if (host.files.kind !== 'desktop') return;
    const answer = await host.files.pickFolder();
    if (answer.kind === 'cancelled') return;
    if (answer.kind === 'refused') {
      setState({ kind: 'asking', fault: { error: answer.error, correlationId: null } });
      return;
    }
    const { signal } = (leaving.current = new AbortController());
    let facts: SavingFacts = { folder: answer.name, of: ids.length, saved: 0, unmarked: 0, failed: [] };
    let fault: Fault | null = null;
    setState({ kind: 'saving', done: 0, ...facts });
    try {
      const results = await client.files.save({ ids: [...ids], folder: answer.grant, pattern }, { signal });
      for await (const result of results) {
        facts = count(facts, result);
        setState({ kind: 'saving', done: result.done, ...facts });
      }
    } catch (thrown) {
      if (!signal.aborted) fault = readFault(thrown);
    }
    setState({ kind: 'ended', isCancelled: signal.aborted, fault, ...facts });
    announce(`Saved ${String(facts.saved)} of ${countWords(facts.of, 'file')}`);
  }

  return {
    state,
    begin: (pattern) =>
      void run(pattern).catch((thrown: unknown) => setState({ kind: 'asking', fault: readFault(thrown) })),
    cancel: () => leaving.current?.abort(),
  };
}

function count(facts: SavingFacts, result: SavedFile): SavingFacts {
  switch (result.kind) {
    case 'saved':
      return { ...facts, saved: facts.saved + 1, unmarked: facts.unmarked + (result.lacksMark ? 1 : 0) };
    case 'failed':
      return { ...facts, failed: [...facts.failed, result] };
  }
}
