import type { AttachResult, Composition } from '../../../contract/compose.ts';
import { readFault } from '../../app/fault.ts';
import { ConnectionLost } from '../../client/connection-lost.ts';
import { FileNotSent } from '../../client/file-not-sent.ts';
import type { DraftParts } from '../draft/draft-parts.ts';
import type { IncomingChange } from './incoming-files.ts';

export interface AttachTarget {
  readonly id: Composition['id'];
  readonly composition: () => Composition;
  readonly receive: (composition: Composition) => void;
  readonly change: (change: IncomingChange) => void;
  /** The row of the same file whose copying was interrupted, to go on in; null for another file. */
  readonly rowToReplace: (file: File) => string | null;
}

type Source = Parameters<DraftParts['compose']['attach']>[0]['source'];

export interface Attacher {
  /** One after the other, so that the files keep the order in which they were chosen. */
  files(files: readonly File[]): void;
  paths(paths: readonly string[]): void;
  /** A picture of the text does not wait behind large files. */
  picture(file: File, contentId: string): void;
  /** Takes a new snapshot of a file whose source changed. */
  refresh(file: number, name: string): void;
  /** Resolves once nothing is being copied any more. */
  whenCopied(): Promise<void>;
  /** Stops the copying of a file, or takes its row away. */
  dismiss(key: string): void;
  stop(): void;
}

/** Brings files from the page to the engine and attaches them. Uploading to the mailbox starts with that. */
export function createAttacher(parts: DraftParts, target: AttachTarget): Attacher {
  const copying = new Map<string, AbortController>();
  const running = new Set<Promise<void>>();
  let line = Promise.resolve();

  function follow(work: Promise<void>): Promise<void> {
    running.add(work);
    void work.then(() => running.delete(work));
    return work;
  }

  function begin(file: File, contentId: string | null): () => Promise<void> {
    const key = target.rowToReplace(file) ?? parts.newKey();
    const aborter = new AbortController();
    copying.set(key, aborter);
    target.change({ kind: 'began', key, name: file.name, sizeBytes: file.size });
    return async () => {
      try {
        const result = await attachOnce(await bringIn(file, key, contentId, aborter.signal), file.name, file.size);
        settle(key, result);
      } catch (thrown) {
        if (aborter.signal.aborted) target.change({ kind: 'ended', key });
        else target.change({ kind: 'refused', key, error: explain(thrown) });
      } finally {
        copying.delete(key);
      }
    };
  }

  async function bringIn(file: File, key: string, contentId: string | null, signal: AbortSignal): Promise<Source> {
    signal.throwIfAborted();
    const inline = contentId === null ? {} : { contentId };
    const path = parts.pathOf(file);
    if (path !== null) return { path, ...inline };
    const onProgress = (copiedBytes: number): void => target.change({ kind: 'copied', key, copiedBytes });
    const { incoming } = await parts.sendFile(file, { onProgress, signal });
    return { incoming, ...inline };
  }

  /** Asks again after a lost connection, but not before looking whether the first question had its effect. */
  async function attachOnce(source: Source, name: string, sizeBytes: number | null): Promise<AttachResult> {
    for (;;) {
      const before = new Set(target.composition().files.map(({ file }) => file));
      try {
        return await parts.compose.attach({ id: target.id, source });
      } catch (thrown) {
        if (!(thrown instanceof ConnectionLost)) throw thrown;
        await parts.whenConnected();
        const composition = await parts.compose.read({ id: target.id });
        const added = composition.files.find(
          (file) =>
            !before.has(file.file) && file.name === name && (sizeBytes === null || file.sizeBytes === sizeBytes),
        );
        if (added !== undefined) return { kind: 'attached', composition };
      }
    }
  }

  function settle(key: string, result: AttachResult): void {
    if (result.kind === 'refused') {
      target.change({ kind: 'refused', key, error: result.error });
      return;
    }
    target.receive(result.composition);
    target.change({ kind: 'ended', key });
  }

  return {
    files(files) {
      for (const run of files.map((file) => begin(file, null))) line = follow(line.then(run));
    },
    paths(paths) {
      for (const path of paths) {
        const key = parts.newKey();
        const name = path.split(/[\\/]/).at(-1) ?? path;
        target.change({ kind: 'began', key, name, sizeBytes: 0 });
        line = follow(
          line.then(() =>
            attachOnce({ path }, name, null).then(
              (result) => settle(key, result),
              (thrown: unknown) => target.change({ kind: 'refused', key, error: explain(thrown) }),
            ),
          ),
        );
      }
    },
    picture(file, contentId) {
      void follow(begin(file, contentId)());
    },
    refresh(file, name) {
      const key = parts.newKey();
      target.change({ kind: 'began', key, name, sizeBytes: 0 });
      void follow(
        parts.compose.refresh({ id: target.id, file }).then(
          (result) => settle(key, result),
          (thrown: unknown) => target.change({ kind: 'refused', key, error: explain(thrown) }),
        ),
      );
    },
    async whenCopied() {
      while (running.size > 0) await Promise.all(running);
    },
    dismiss(key) {
      const aborter = copying.get(key);
      if (aborter === undefined) target.change({ kind: 'ended', key });
      else aborter.abort();
    },
    stop() {
      for (const aborter of copying.values()) aborter.abort();
    },
  };
}

function explain(thrown: unknown) {
  return thrown instanceof FileNotSent ? thrown.structured : readFault(thrown).error;
}
