import type { IngestStatus } from '../../contract/ingest.ts';
import type { ShellStatus } from '../../contract/shell.ts';
import type { ConnectionState } from '../client/connection.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatSpeed } from '../ui/format/format-bytes.ts';
import { formatDuration, formatTime } from '../ui/format/format-time.ts';
import { lastLook } from '../files/ingest-words.ts';
import type { Tone } from '../ui/tone.ts';

/** Bytes a second. The first moments of an upload have no speed yet, only a few bytes over no time. */
const SPEED_WORTH_SAYING = 1_000;

export type ClauseId =
  | 'connection'
  | 'account'
  | 'moving'
  | 'large'
  | 'wait'
  | 'ingest'
  | 'worker'
  | 'network'
  | 'tenant';

export interface Clause {
  readonly id: ClauseId;
  readonly words: string;
  readonly tone: Tone;
}

/** Beyond this age the worker is not merely between two looks. */
const workerLateMs = 30_000;

/** The status line, clause by clause: one sentence of fact, and only what is known. */
export function statusClauses(
  status: ShellStatus | null,
  connection: ConnectionState,
  nowMs: number,
  ingest: IngestStatus | null = null,
): readonly Clause[] {
  if (connection === 'lost' || connection === 'refused') {
    return [{ id: 'connection', words: 'engine cannot be reached', tone: 'amber' }];
  }
  if (status === null) return [];
  const clauses: (Clause | null)[] = [
    accountClause(status),
    movingClause(status, nowMs),
    largeClause(status),
    waitClause(status, nowMs),
    ingest === null ? null : ingestClause(ingest, nowMs),
    workerClause(status, nowMs),
    networkClause(status),
    status.tenant === 'sandbox' ? { id: 'tenant', words: 'sandbox tenant', tone: 'amber' } : null,
  ];
  return clauses.filter((clause) => clause !== null);
}

function accountClause({ accounts }: ShellStatus): Clause | null {
  const [first] = accounts;
  if (first === undefined) return { id: 'account', words: 'no mailbox connected', tone: 'ink' };
  const waiting = accounts.filter((account) => account.signInNeeded);
  const [asked] = waiting;
  if (asked !== undefined) return { id: 'account', words: `${asked.address} needs you to sign in`, tone: 'brick' };
  const words = accounts.length === 1 ? first.address : `${first.address} and ${accounts.length - 1} more`;
  return { id: 'account', words, tone: 'ink' };
}

function movingClause({ moving, paused, pausedUntil }: ShellStatus, nowMs: number): Clause {
  if (pausedUntil !== null)
    return { id: 'moving', words: `everything paused until ${formatTime(pausedUntil, nowMs)}`, tone: 'amber' };
  if (paused) return { id: 'moving', words: 'all transfers paused', tone: 'amber' };
  if (moving.total === 0) return { id: 'moving', words: 'nothing moving', tone: 'ink' };
  // Held, waiting, or between two steps: no bytes move, so there is no speed to tell.
  if (moving.uploading === 0) return { id: 'moving', words: `${moving.total} under way`, tone: 'ink' };
  const speed = moving.bytesPerSecond >= SPEED_WORTH_SAYING ? `, ${formatSpeed(moving.bytesPerSecond)}` : '';
  return { id: 'moving', words: `${moving.uploading} of ${moving.total} uploading${speed}`, tone: 'ink' };
}

/** Nothing while large files go like all others. */
function largeClause({ largeWaitFor: [first] }: ShellStatus): Clause | null {
  if (first === undefined) return null;
  const words = first === 'battery' ? 'large files wait for mains power' : 'large files wait: metered network';
  return { id: 'large', words, tone: 'amber' };
}

function waitClause({ waits }: ShellStatus, nowMs: number): Clause | null {
  const next = waits.map((wait) => wait.until).sort()[0];
  return next === undefined ? null : { id: 'wait', words: `paced until ${formatTime(next, nowMs)}`, tone: 'amber' };
}

/** Nothing while nothing is followed. */
function ingestClause({ folders, pausedFor }: IngestStatus, nowMs: number): Clause | null {
  if (folders.length === 0) return null;
  if (pausedFor !== null) {
    const full = pausedFor.because === 'quota' ? 'their space is full' : 'the disk is full';
    return { id: 'ingest', words: `files wait: ${full}`, tone: 'amber' };
  }
  const waiting = folders.reduce((total, { backlog }) => total + backlog, 0);
  if (waiting > 0) return { id: 'ingest', words: `collecting ${countWords(waiting, 'message')}`, tone: 'ink' };
  const lookedAt = lastLook({ folders });
  const words = lookedAt === null ? 'looking for files' : `looked for files ${formatTime(lookedAt, nowMs)}`;
  return { id: 'ingest', words, tone: 'ink' };
}

function workerClause({ workerSeenAt }: ShellStatus, nowMs: number): Clause {
  if (workerSeenAt === null) return { id: 'worker', words: 'no worker', tone: 'brick' };
  const ageMs = Math.max(0, nowMs - Date.parse(workerSeenAt));
  const words = `worker seen ${formatDuration(ageMs)} ago`;
  return { id: 'worker', words, tone: ageMs > workerLateMs ? 'brick' : 'ink' };
}

function networkClause({ network }: ShellStatus): Clause | null {
  switch (network) {
    case 'online':
      return { id: 'network', words: 'online', tone: 'ink' };
    case 'offline':
      return { id: 'network', words: 'offline', tone: 'amber' };
    case 'unknown':
      return null;
  }
}
