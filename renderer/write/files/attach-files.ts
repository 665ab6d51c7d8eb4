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
  /** Brings in as a link what was refused as too large, or what its drive refused. */
  share(key: string): void;
  /** Takes a new snapshot of a file whose source changed. */
  refresh(file: number, name: string): void;
  /** Resolves once nothing is being copied any more. */
  whenCopied(): Promise<void>;
  /** Stops the copying of a file, or takes its row away. */
  dismiss(key: string): void;
  stop(): void;
}

/** A file as the page has it, and how its bytes come to the engine. */
interface Item {
  readonly name: string;
  /** Null where only the engine can see it. */
  readonly sizeBytes: number | null;
  bringIn(key: string, asLink: boolean, signal: AbortSignal): Promise<Source>;
}

/** Brings files from the page to the engine and attaches them. Uploading to the mailbox starts with that. */
export function createAttacher(parts: DraftParts, target: AttachTarget): Attacher {
  const copying = new Map<string, AbortController>();
  const refused = new Map<string, Item>();
  const running = new Set<Promise<void>>();
  let line = Promise.resolve();

  function follow(work: Promise<void>): Promise<void> {
    running.add(work);
    void work.then(() => running.delete(work));
    return work;
  }

  function begin(item: Item, key: string, asLink = false): () => Promise<void> {
    const { name, sizeBytes } = item;
    const aborter = new AbortController();
    copying.set(key, aborter);
    refused.set(key, item);
    target.change({ kind: 'began', key, name, sizeBytes: sizeBytes ?? 0 });
    return async () => {
      try {
        aborter.signal.throwIfAborted();
        settle(key, await attachOnce(await item.bringIn(key, asLink, aborter.signal), name, sizeBytes));
      } catch (thrown) {
        if (aborter.signal.aborted) end(key);
        else target.change({ kind: 'refused', key, error: explain(thrown) });
      } finally {
        copying.delete(key);
      }
    };
  }

  function itemOf(file: File, contentId: string | null): Item {
    const inline = contentId === null ? {} : { contentId };
    const { name, size: sizeBytes } = file;
    return {
      name,
      sizeBytes,
      async bringIn(key, asLink, signal) {
        const path = parts.pathOf(file);
        if (path !== null) return { path, asLink, ...inline };
        // Where there is no place for it, not even a copy is made.
        if (asLink) await parts.compose.checkLink({ id: target.id, sizeBytes });
        const onProgress = (copiedBytes: number): void => target.change({ kind: 'copied', key, copiedBytes });
        const { incoming } = await parts.sendFile(file, { asLink, onProgress, signal });
        return { incoming, asLink, ...inline };
      },
    };
  }

  function end(key: string): void {
    refused.delete(key);
    target.change({ kind: 'ended', key });
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
    end(key);
  }

  return {
    files(files) {
      const runs = files.map((file) => begin(itemOf(file, null), target.rowToReplace(file) ?? parts.newKey()));
      for (const run of runs) line = follow(line.then(run));
    },
    paths(paths) {
      const items = paths.map((path): Item => {
        const name = path.split(/[\\/]/).at(-1) ?? path;
        return { name, sizeBytes: null, bringIn: (_key, asLink) => Promise.resolve({ path, asLink }) };
      });
      for (const run of items.map((item) => begin(item, parts.newKey()))) line = follow(line.then(run));
    },
    picture(file, contentId) {
      void follow(begin(itemOf(file, contentId), target.rowToReplace(file) ?? parts.newKey())());
    },
    share(key) {
      const item = refused.get(key);
      if (item !== undefined && !copying.has(key)) line = follow(line.then(begin(item, key, true)));
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
      if (aborter === undefined) end(key);
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
