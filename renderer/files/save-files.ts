import type { FolderAnswer } from '../../contract/desktop.ts';
import type { SavedFile } from '../../contract/file-exports-api.ts';
import type { FileId } from '../../contract/files.ts';
import { type Fault, readFault } from '../app/fault.ts';

type FailedFile = Extract<SavedFile, { kind: 'failed' }>;

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

export interface SavingParts {
  readonly pickFolder: () => Promise<FolderAnswer>;
  readonly save: (
    input: { readonly ids: FileId[]; readonly folder: string; readonly pattern: string },
    options: { readonly signal: AbortSignal },
  ) => Promise<AsyncIterable<SavedFile>>;
  /** Told of each step. */
  readonly tell: (state: Saving) => void;
}

/** Asks for a folder and saves into it, one file after the other. Without a folder nothing happens; nothing is thrown. */
export async function saveFiles(
  { pickFolder, save, tell }: SavingParts,
  ids: readonly FileId[],
  pattern: string,
  signal: AbortSignal,
): Promise<void> {
  let facts: SavingFacts | null = null;
  try {
    const answer = await pickFolder();
    if (answer.kind === 'cancelled') return;
    if (answer.kind === 'refused') {
      tell({ kind: 'asking', fault: { error: answer.error, correlationId: null } });
      return;
    }
    facts = { folder: answer.name, of: ids.length, saved: 0, unmarked: 0, failed: [] };
    tell({ kind: 'saving', done: 0, ...facts });
    for await (const result of await save({ ids: [...ids], folder: answer.grant, pattern }, { signal })) {
      facts = count(facts, result);
      tell({ kind: 'saving', done: result.done, ...facts });
    }
    tell({ kind: 'ended', isCancelled: signal.aborted, fault: null, ...facts });
  } catch (thrown) {
    const fault = signal.aborted ? null : readFault(thrown);
    tell(facts === null ? { kind: 'asking', fault } : { kind: 'ended', isCancelled: signal.aborted, fault, ...facts });
  }
}

function count(facts: SavingFacts, result: SavedFile): SavingFacts {
  switch (result.kind) {
    case 'saved':
      return { ...facts, saved: facts.saved + 1, unmarked: facts.unmarked + (result.lacksMark ? 1 : 0) };
    case 'failed':
      return { ...facts, failed: [...facts.failed, result] };
  }
}
