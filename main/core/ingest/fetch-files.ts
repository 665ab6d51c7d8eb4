import type { StructuredError } from '../../../contract/errors.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { DownloadResult } from '../ports/mailbox-reader.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { describeStored } from './classify-file.ts';
import { type CollectContext, giveUp, judgeFault, tryAgain } from './collect-context.ts';
import { describeCutShort, describeStepFault, describeTooLarge } from './describe-step-fault.ts';
import type { FileRecord } from './ingest-record.ts';
import { foundRoom, reached, waitForRoom, waitTogether } from './wait-together.ts';

/** What became of one file. Only `stop` keeps the run from the files after it. */
type FileEnd =
  | { readonly kind: 'settled' }
  | { readonly kind: 'later'; readonly untilMs: number }
  | { readonly kind: 'failed'; readonly error: StructuredError; readonly notBeforeMs: number | null }
  | { readonly kind: 'refused'; readonly error: StructuredError }
  | { readonly kind: 'stop'; readonly outcome: JobOutcome };

const settled: FileEnd = { kind: 'settled' };

/** The last step: one file after another, each a checkpoint of its own. A bad one does not keep the others. */
export async function fetchFiles(context: CollectContext): Promise<JobOutcome | null> {
  const { deps, message, run } = context;
  const ends: FileEnd[] = [];
  for (const file of deps.store.files(message.id)) {
    if (file.state !== 'queued' && file.state !== 'downloading') continue;
    if (run.signal.aborted) return stopping(context).outcome;
    const end = await fetchFile(context, file);
    if (end.kind === 'stop') return end.outcome;
    ends.push(end);
  }
  return sumUp(context, ends);
}

/** What may pass is tried again first; a message is given up only when nothing else of it is to come. */
function sumUp(context: CollectContext, ends: readonly FileEnd[]): JobOutcome | null {
  const failed = ends.find((end) => end.kind === 'failed');
  if (failed !== undefined) return tryAgain(context, failed.error, 'DOWNLOAD', failed.notBeforeMs);
  const later = ends.filter((end) => end.kind === 'later').map((end) => end.untilMs);
  if (later.length > 0) return { kind: 'waitFor', untilMs: Math.min(...later), because: 'notYetThere' };
  const files = context.deps.store.files(context.message.id);
  const error = files.find((file) => file.state === 'needsYou')?.error ?? null;
  return error === null ? null : giveUp(context, error, 'DOWNLOAD', 'permanent');
}

async function fetchFile(context: CollectContext, file: FileRecord): Promise<FileEnd> {
  const { deps, payload, call } = context;
  const { store, room, clock } = deps;
  const shortage = await room.shortage();
  if (shortage !== null) return { kind: 'stop', outcome: waitForRoom(deps, shortage.because) };
  foundRoom(deps);
  store.startFile(file.id, clock.nowMs());
  const limits = { maxBytes: deps.settings.attachmentMaxBytes, contentType: file.contentType };
  const result = await deps.reader.download(call, payload.messageId, file.attachmentId, limits);
  const end = await judgeDownload(context, file, result);
  settle(context, file, end);
  return end;
}

async function judgeDownload(context: CollectContext, file: FileRecord, result: DownloadResult): Promise<FileEnd> {
  const { deps, payload } = context;
  switch (result.kind) {
    case 'stored':
      reached(deps, payload.account);
      keep(context, file, result);
      return settled;
    case 'fault':
      return judgeFileFault(context, file, result.fault);
    case 'failed':
      switch (result.failure) {
        case 'diskFull':
          deps.room.ranOut();
          return { kind: 'stop', outcome: waitForRoom(deps, 'diskFull') };
        case 'cancelled':
          return stopping(context);
        case 'cutShort':
          return { kind: 'failed', error: describeCutShort(), notBeforeMs: null };
        case 'tooLarge':
          return { kind: 'refused', error: describeTooLarge(deps.settings.attachmentMaxBytes) };
      }
  }
}

function keep(context: CollectContext, file: FileRecord, result: DownloadResult & { kind: 'stored' }): void {
  const { deps, run } = context;
  const { sha256, sizeBytes, sniffed } = result;
  const { kind, name, contentType } = file;
  const described = describeStored({ kind, name, contentType, sniffed });
  deps.store.storeFile(file.id, { sha256, sizeBytes, ...described }, deps.clock.nowMs());
  deps.room.stored(sizeBytes);
  run.progressed();
}

async function judgeFileFault(context: CollectContext, file: FileRecord, fault: ServiceFault): Promise<FileEnd> {
  const { deps, payload, run } = context;
  if (run.signal.aborted) return stopping(context);
  const verdict = await judgeFault(context, fault);
  switch (verdict.kind) {
    case 'wait':
      return { kind: 'stop', outcome: waitTogether(deps, payload.account, verdict) };
    case 'notYet':
      return { kind: 'later', untilMs: verdict.untilMs };
    case 'gone':
      deps.store.settleFile(file.id, 'gone', null, deps.clock.nowMs());
      return settled;
    case 'retry':
      return { kind: 'failed', error: describeStepFault(fault, 'DOWNLOAD'), notBeforeMs: verdict.notBeforeMs };
    case 'refused':
      return { kind: 'refused', error: describeStepFault(fault, 'DOWNLOAD') };
  }
}

/** Commits what the row says while nobody works on it. */
function settle({ deps }: CollectContext, file: FileRecord, end: FileEnd): void {
  const nowMs = deps.clock.nowMs();
  switch (end.kind) {
    case 'settled':
      return;
    case 'refused':
      return deps.store.settleFile(file.id, 'needsYou', end.error, nowMs);
    case 'failed':
      return deps.store.settleFile(file.id, 'queued', end.error, nowMs);
    case 'later':
    case 'stop':
      return deps.store.settleFile(file.id, 'queued', null, nowMs);
  }
}

function stopping({ deps }: CollectContext): FileEnd & { kind: 'stop' } {
  return { kind: 'stop', outcome: { kind: 'waitFor', untilMs: deps.clock.nowMs(), because: 'stopping' } };
}
