import { describe, expect, it } from 'vitest';
import type { FolderAnswer } from '../../../contract/desktop.ts';
import type { StructuredError } from '../../../contract/errors.ts';
import type { SavedFile } from '../../../contract/file-exports-api.ts';
import type { FileId } from '../../../contract/files.ts';
import { saveFiles, type Saving } from '../../../renderer/files/save-files.ts';
import { startDownload } from '../../../renderer/files/start-download.ts';
import { fileRowOf } from './file-row-of.ts';

const ids: readonly FileId[] = [fileRowOf(1).id, fileRowOf(2).id, fileRowOf(3).id];
const damaged: StructuredError = {
  error_code: 'file_damaged',
  message: 'It is not what came.',
  field: null,
  details: {},
  remediation: 'It is fetched again.',
  retriable: true,
};
const chosen: FolderAnswer = { kind: 'chosen', grant: 'a grant', name: 'Invoices' };

interface Asked {
  readonly folder: string;
  readonly pattern: string;
}

async function saveWith(answer: FolderAnswer, results: (signal: AbortSignal) => AsyncIterable<SavedFile>) {
  const told: Saving[] = [];
  const asked: Asked[] = [];
  const leaving = new AbortController();
  await saveFiles(
    {
      pickFolder: () => Promise.resolve(answer),
      save: ({ folder, pattern }, { signal }) => {
        asked.push({ folder, pattern });
        return Promise.resolve(results(signal));
      },
      tell(state) {
        told.push(state);
        if (state.kind === 'saving' && state.saved === 2) leaving.abort();
      },
    },
    ids,
    '{date} {name}',
    leaving.signal,
  );
  return { told, asked };
}

async function* nothing(): AsyncGenerator<SavedFile, void, void> {}

function result(n: number, kind: 'saved' | 'failed', lacksMark = false): SavedFile {
  const id = ids[n - 1] ?? fileRowOf(0).id;
  const progress = { id, done: n, of: ids.length };
  return kind === 'saved' ? { kind, name: `${n}.pdf`, lacksMark, ...progress } : { kind, error: damaged, ...progress };
}

describe('I11: saving many files', () => {
  it('goes on past what fails, and says of each what came of it', async () => {
    const { told, asked } = await saveWith(chosen, async function* () {
      yield result(1, 'saved', true);
      yield result(2, 'failed');
      yield result(3, 'failed');
    });
    expect(asked).toEqual([{ folder: 'a grant', pattern: '{date} {name}' }]);
    expect(told.map((state) => (state.kind === 'saving' ? state.done : state.kind))).toEqual([0, 1, 2, 3, 'ended']);
    expect(told.at(-1)).toMatchObject({ folder: 'Invoices', saved: 1, unmarked: 1, isCancelled: false, fault: null });
    expect(told.at(-1)).toMatchObject({ failed: [{ error: damaged }, { error: damaged }] });
  });

  it('stops when somebody wants it to, and keeps what is saved', async () => {
    const { told } = await saveWith(chosen, async function* (signal) {
      yield result(1, 'saved');
      yield result(2, 'saved');
      signal.throwIfAborted();
    });
    expect(told.at(-1)).toMatchObject({ kind: 'ended', isCancelled: true, saved: 2, fault: null });
  });

  it('does nothing without a folder, and says why one is refused or lost', async () => {
    expect((await saveWith({ kind: 'cancelled' }, nothing)).told).toEqual([]);
    const refused = await saveWith({ kind: 'refused', error: damaged }, nothing);
    expect(refused.told).toEqual([{ kind: 'asking', fault: { error: damaged, correlationId: null } }]);
    const lost = await saveWith(chosen, async function* () {
      yield result(1, 'saved');
      throw new Error('away');
    });
    expect(lost.told.at(-1)).toMatchObject({ kind: 'ended', saved: 1, isCancelled: false });
  });

  it('is refused in words where a browser cannot have the files', async () => {
    const refusing = { kind: 'browser', prepareDownload: () => Promise.resolve({ kind: 'refused', error: damaged }) };
    await expect(startDownload(refusing as never, ids)).rejects.toMatchObject({ error: damaged });
  });
});
