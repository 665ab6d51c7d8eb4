import type { FollowedFolder, IngestCost, IngestScope, IngestStatus } from '../../contract/ingest.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { formatDuration, formatTime } from '../ui/format/format-time.ts';
import type { Tone } from '../ui/tone.ts';

export interface ToldNotice {
  readonly id: string;
  readonly words: string;
  readonly tone: Tone;
  readonly action: 'signIn' | 'settings' | 'showNeeding' | null;
  /** The account to sign in to. */
  readonly account: string | null;
}

/** Beyond this age the worker is not merely between two looks. */
const workerLateMs = 30_000;

/** What stands in the way of files, worst first: what happened, what is safe, what next. */
export function ingestNotices(status: IngestStatus, nowMs: number): readonly ToldNotice[] {
  const notices: ToldNotice[] = [];
  const say = (notice: Pick<ToldNotice, 'id' | 'words' | 'tone'> & Partial<ToldNotice>): void =>
    void notices.push({ action: null, account: null, ...notice });
  if (status.pausedFor !== null) {
    say({ id: 'paused', tone: 'amber', words: pausedWords(status.pausedFor), action: 'settings' });
  }
  const seenMs = status.workerSeenAt === null ? null : Date.parse(status.workerSeenAt);
  if (status.folders.length > 0 && (seenMs === null || nowMs - seenMs > workerLateMs)) {
    const since = status.workerSeenAt === null ? '' : ` at ${formatTime(status.workerSeenAt, nowMs)}`;
    say({ id: 'worker', tone: 'brick', words: `The worker stopped${since}. New files wait in the mailbox.` });
  }
  for (const [account, [folder]] of Map.groupBy(status.folders, (one) => one.account)) {
    if (folder?.waitsFor !== 'signIn') continue;
    const words = `${folder.mailbox} wants you to sign in again. New files wait in the mailbox.`;
    say({ id: `signIn ${account}`, tone: 'amber', words, action: 'signIn', account });
  }
  if (status.needsYou > 0) {
    const words = `${countWords(status.needsYou, 'file')} could not be fetched. The originals in the mailbox are untouched.`;
    say({ id: 'needsYou', tone: 'brick', words, action: 'showNeeding' });
  }
  for (const folder of status.folders.filter(({ phase }) => phase === 'resync')) {
    const words = `Microsoft 365 lost its place in ${folder.name} of ${folder.mailbox}, so all of it is compared again. What is here stays, and nothing is fetched twice.`;
    say({ id: `resync ${folder.account} ${folder.folder}`, tone: 'petrol', words });
  }
  return notices;
}

export function pausedWords(paused: NonNullable<IngestStatus['pausedFor']>): string {
  const { because, freeBytes, neededBytes, waitingFiles } = paused;
  const wait =
    waitingFiles === 1
      ? '1 file waits and continues by itself'
      : `${formatCount(waitingFiles)} files wait and continue by themselves`;
  switch (because) {
    case 'diskFull':
      return `The disk has ${formatBytes(freeBytes)} free. ${wait} when ${formatBytes(neededBytes)} are free.`;
    case 'quota':
      return `Collected files fill the room that they may take. ${wait} once ${formatBytes(neededBytes)} of them are removed, or they may take more.`;
  }
}

/** "Looked at 14:05, next 14:10": how far a folder is. */
export function folderWords(folder: FollowedFolder, nowMs: number): { readonly words: string; readonly tone: Tone } {
  const { waitsFor, phase, backlog, lastLookAt, nextLookAt } = folder;
  const reason = waitsFor === null ? undefined : reasons[waitsFor];
  if (reason !== undefined) return { words: reason, tone: 'amber' };
  if (phase === 'first') return { words: 'Being read for the first time', tone: 'petrol' };
  if (phase === 'resync') return { words: 'Being compared again', tone: 'petrol' };
  if (backlog > 0) return { words: `${countWords(backlog, 'message')} on the way`, tone: 'petrol' };
  const last = lastLookAt === null ? 'Not looked at yet' : `Looked at ${formatTime(lastLookAt, nowMs)}`;
  return { words: nextLookAt === null ? last : `${last}, next ${nextWords(nextLookAt, nowMs)}`, tone: 'ink' };
}

/** Messages that are known and not here, and since when the oldest of them waits. */
export function backlogWords({ backlog, oldestWaitingSince }: FollowedFolder, nowMs: number): string {
  if (backlog === 0) return 'Nothing waits';
  const age =
    oldestWaitingSince === null ? '' : `, the oldest for ${formatDuration(nowMs - Date.parse(oldestWaitingSince))}`;
  return `${countWords(backlog, 'message waits', 'messages wait')}${age}`;
}

function nextWords(at: string, nowMs: number): string {
  return Date.parse(at) <= nowMs ? 'now' : formatTime(at, nowMs);
}

/** The queue's words for why something waits. */
const reasons: Readonly<Record<string, string>> = {
  signIn: 'Waits until you sign in again',
  throttled: 'Waits: Microsoft 365 asked us to slow down',
  requests: 'Waits: this mailbox made as many requests as it may',
  offline: 'Waits for the network',
  refused: 'Waits: the mailbox refused to be read',
};

export function scopeWords({ since }: Pick<FollowedFolder, 'since'>, nowMs: number): string {
  return since === null ? 'Everything' : `Since ${formatTime(since, nowMs)}`;
}

/** What following a folder costs, before anybody begins. */
export function costWords({ messages, requests, atLeastMs }: IngestCost, kind: IngestScope['kind']): string {
  const reads = `Reads a list of ${countWords(messages, 'message')} once`;
  const asks = countWords(requests, 'request');
  const time = atLeastMs === 0 ? '' : `, at least ${formatDuration(atLeastMs)}`;
  const files = {
    fromNow: 'Fetches no older file.',
    lastDays: 'Then it fetches the messages and files of those days.',
    everything: 'Each file is one more request.',
  }[kind];
  return `${reads}: at least ${asks}${time}. ${files}`;
}

/** When any folder was last looked at; null before the first look. */
export function lastLook({ folders }: Pick<IngestStatus, 'folders'>): string | null {
  return (
    folders
      .flatMap((folder) => folder.lastLookAt ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}
