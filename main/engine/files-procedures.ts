import type { StructuredError } from '../../contract/errors.ts';
import type { FileDetail, FileId, FilePage, FileQuery, FileRow } from '../../contract/files.ts';
import { fileId } from '../../contract/files.ts';
import type { Sha256 } from '../../contract/ids.ts';
import { exportName } from '../core/files/export-name.ts';
import { isDangerous } from '../core/files/is-dangerous.ts';
import { readSearch } from '../core/files/search/read-search.ts';
import { ingestPriorities, messageJob } from '../core/ingest/ingest-jobs.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { BlobReader } from '../core/ports/blob-store.ts';
import type { FilePlace } from '../core/ports/file-index.ts';
import { notFound } from './explain-write-failure.ts';
import { findStoredFile } from './find-stored-file.ts';
import type { Services } from './services.ts';
import { utcOffsetMinutes } from './utc-offset-minutes.ts';

interface PageInput {
  readonly query: FileQuery;
  readonly at:
    | { readonly kind: 'start' }
    | { readonly kind: 'after'; readonly key: string }
    | { readonly kind: 'position'; readonly position: number };
  readonly limit: number;
}

interface ReadInput {
  readonly id: FileId;
  readonly startByte: number;
  readonly maxBytes: number;
}

/** Changes are told at most this often, and looked for at least that often. */
const BUSY_MS = 250;
const QUIET_MS = 5_000;

/** Collected files in a window: found, shown and, when they are damaged, fetched again. */
export function filesProcedures(services: Services) {
  const { files, exports, ingest, submit, clock, random, worker } = services;

  function mustFind(id: FileId): FileRow {
    return files.find(id) ?? refuse();
  }

  /** Whether the bytes of a stored file are what they were. Reads all of them. */
  async function isIntact(id: FileId): Promise<boolean> {
    const found = findStoredFile(exports.files, id);
    if (found.kind === 'failed') return false;
    try {
      for await (const piece of exports.read(found.bytes)) void piece;
      return true;
    } catch (error) {
      if (error instanceof MailroomError && error.code === 'file_damaged') return false;
      throw error;
    }
  }

  /** Bytes that are gone are fetched again. */
  async function openStored(sha256: Sha256): Promise<BlobReader> {
    try {
      return await submit.blobs.open(sha256);
    } catch (error) {
      if (!(error instanceof MailroomError) || error.code !== 'source_missing') throw error;
      await exports.files.reportDamage(sha256);
      throw damaged(error);
    }
  }

  return {
    page({ query, at, limit }: PageInput): FilePage {
      const terms = readSearch(query.text, { nowMs: clock.nowMs(), utcOffsetMinutes });
      const wanted = terms.flatMap((term) => (term.wanted === null ? [] : [term.wanted]));
      const { sort, withInline } = query;
      const found = files.page({ wanted, sort, withInline }, placeOf(at), limit);
      return {
        ...found,
        rows: [...found.rows],
        terms: terms.map(({ operator, text, problem }) => ({ operator, text, problem })),
      };
    },

    show(id: FileId): FileDetail {
      const row = mustFind(id);
      const story = files.story(id) ?? refuse();
      return { row, ...story, isDangerous: isDangerous(row), exportName: exportName(row) };
    },

    async read({ id, startByte, maxBytes }: ReadInput): Promise<{ bytes: Blob; totalBytes: number }> {
      const found = findStoredFile(exports.files, id);
      if (found.kind === 'failed') throw asError(found.error);
      const source = await openStored(found.bytes.sha256);
      try {
        const target = new Uint8Array(Math.min(maxBytes, Math.max(source.sizeBytes - startByte, 0)));
        const filled = await source.read(target, startByte);
        return { bytes: new Blob([target.subarray(0, filled)]), totalBytes: source.sizeBytes };
      } finally {
        await source.close();
      }
    },

    body(id: FileId) {
      const { files: siblings, pictures, ...body } = files.body(id) ?? refuse();
      return { ...body, files: [...siblings], pictures: [...pictures] };
    },

    /** What is on its way anyway, or here and intact, is left as it is. */
    async fetchAgain(id: FileId): Promise<FileRow> {
      const { state, sha256 } = mustFind(id);
      if (state === 'stored' && sha256 !== null) {
        if (!(await isIntact(id))) await exports.files.reportDamage(sha256);
      } else if (state === 'gone' || state === 'needsYou') {
        const nowMs = clock.nowMs();
        ingest.store.requeueFile(
          id,
          (account, messageId) =>
            messageJob({ account, messageId, subscriptionId: null }, ingestPriorities.fresh, random.uuidv7(), nowMs),
          nowMs,
        );
      }
      worker.wake();
      return mustFind(id);
    },

    /** The version now, and each time that it grew. */
    async *watch(signal: AbortSignal | undefined): AsyncGenerator<{ version: number }, void, void> {
      let bell = cancelSource();
      const ring = (): void => bell.cancel();
      const stop = ingest.store.onChange(ring);
      signal?.addEventListener('abort', ring, { once: true });
      let told: number | null = null;
      try {
        for (;;) {
          // Before looking, so that a change that comes while somebody reads is told next.
          bell = cancelSource();
          if (signal?.aborted === true) return;
          const version = files.version();
          if (version !== told) yield { version };
          told = version;
          await clock.sleep(BUSY_MS, signal);
          await clock.sleep(QUIET_MS - BUSY_MS, bell.signal);
        }
      } finally {
        stop();
        signal?.removeEventListener('abort', ring);
      }
    },
  };
}

function placeOf(at: PageInput['at']): FilePlace {
  if (at.kind !== 'after') return at;
  const { data } = fileId.safeParse(at.key);
  if (data !== undefined) return { kind: 'after', id: data };
  throw new MailroomError('validation_error', {
    message: 'This is not a place in the list.',
    remediation: 'Give the id of the last file that came before.',
    field: 'after',
  });
}

function refuse(): never {
  throw asError(notFound());
}

function asError({ error_code, field, ...parts }: StructuredError): MailroomError {
  return new MailroomError(error_code, field === null ? parts : { ...parts, field });
}

function damaged(cause: unknown): MailroomError {
  return new MailroomError('file_damaged', {
    message: 'The copy that Mailroom keeps is gone or damaged.',
    remediation: 'It is fetched again from the mailbox; try again when it is stored.',
    retriable: true,
    cause,
  });
}
