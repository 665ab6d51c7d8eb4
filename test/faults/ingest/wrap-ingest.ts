import type { IngestStore } from '../../../main/core/ports/ingest-store.ts';
import type { MailboxReader } from '../../../main/core/ports/mailbox-reader.ts';
import type { Instrument } from '../../../main/engine/host.ts';
import { transactionSite } from '../failpoints.ts';
import { watchCalls } from '../watch-calls.ts';
import type { Executioner } from '../wrap-engine.ts';
import type { IngestArrow } from './failpoints.ts';
import { beforeEachCommit } from './open-transaction.ts';

/** Puts a failpoint before, in and after everything that ingest asks of the mailbox and commits. */
export function wrapIngest(executioner: Executioner): Required<Pick<Instrument, 'reader' | 'ingestStore'>> {
  return {
    reader: (reader) => wrapReader(reader, executioner),
    ingestStore: (store) => wrapStore(store, executioner),
  };
}

function wrapReader(reader: MailboxReader, executioner: Executioner): MailboxReader {
  const around = watchCalls(executioner);
  return {
    listFolders: around('listFolders', (...given) => reader.listFolders(...given)),
    readChanges: around('readChanges', (...given) => reader.readChanges(...given)),
    readMessage: around('readMessage', (...given) => reader.readMessage(...given)),
    listAttachments: around('listAttachments', (...given) => reader.listAttachments(...given)),
    readContentId: around('readContentId', (...given) => reader.readContentId(...given)),
    download: around('download', (...given) => reader.download(...given)),
  };
}

function wrapStore(store: IngestStore, executioner: Executioner): IngestStore {
  let open: IngestArrow | null = null;
  beforeEachCommit(() => {
    if (open !== null) executioner.pass(transactionSite('open', open));
  });

  function around<Result>(arrow: IngestArrow, commit: () => Result): Result {
    executioner.pass(transactionSite('before', arrow));
    open = arrow;
    const result = commit();
    open = null;
    executioner.pass(transactionSite('after', arrow));
    return result;
  }

  return {
    ...store,
    recover: (...given) => around('recover', () => store.recover(...given)),
    follow: (...given) => around('follow', () => store.follow(...given)),
    commitPage: (account, folder, page, nowMs) =>
      around(page.isEnd ? 'last page' : 'page', () => store.commitPage(account, folder, page, nowMs)),
    restartSweep: (...given) => around('new sweep', () => store.restartSweep(...given)),
    saveMessage: (...given) => around('words', () => store.saveMessage(...given)),
    saveListing: (...given) => around('listing', () => store.saveListing(...given)),
    startFile: (...given) => around('file started', () => store.startFile(...given)),
    storeFile: (...given) => around('file stored', () => store.storeFile(...given)),
    settleFile: (...given) => around('file settled', () => store.settleFile(...given)),
    complete: (...given) => around('complete', () => store.complete(...given)),
  };
}
