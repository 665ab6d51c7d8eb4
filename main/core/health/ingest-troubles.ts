import { counted, gigabytes, longDuration } from './health-words.ts';
import type { HealthFacts } from './health-facts.ts';
import type { Detect } from './trouble.ts';

export const detectDiskFull: Detect = (facts) => {
  const { shortage, ingest } = facts;
  if (shortage === null) return null;
  const { freeBytes, neededBytes } = shortage;
  const isQuota = shortage.because === 'quota';
  const files = counted(ingest.waitingFiles, 'file');
  return {
    severity: 'critical',
    side: 'ingest',
    sentence: ingest.followsAny
      ? `Ingest is ${behindBy(facts)} because ${shortageWords(isQuota)}${ingest.waitingFiles === 0 ? '' : `; ${files} wait${ingest.waitingFiles === 1 ? 's' : ''}`}.`
      : `${isQuota ? 'The space for collected files is used up' : `The disk is full: ${gigabytes(freeBytes)} is free`}; files to send may find no room.`,
    owner: 'you',
    title: isQuota ? 'The space for files is used up' : 'The disk is full',
    affected:
      ingest.waitingFiles === 0
        ? 'What comes by mail; it stays in the mailbox.'
        : `${files}. The mailbox still has them.`,
    next: isQuota
      ? `Raise MAILROOM_FILES_QUOTA_BYTES or remove ${gigabytes(neededBytes)} of files.`
      : `Free ${gigabytes(Math.max(neededBytes - freeBytes, 1e8))} on the disk of the data folder; it continues by itself.`,
  };
};

export const detectIngestBehind: Detect = (facts) => {
  if (!isBehind(facts)) return null;
  const { waitingMessages } = facts.ingest;
  const cause = causeOf(facts);
  const messages = counted(waitingMessages, 'message');
  const wait = waitingMessages === 1 ? 'waits' : 'wait';
  const age = longDuration(ageMs(facts));
  return {
    severity: 'critical',
    side: 'ingest',
    sentence: `Ingest is behind by ${age}${cause === null ? '' : ` because ${cause}`}; ${messages} ${wait} to be collected.`,
    owner: 'you',
    title: `Ingest is ${age} behind`,
    affected: `${messages}. The mailbox still has ${waitingMessages === 1 ? 'it' : 'them'}.`,
    next:
      cause === null ? 'Nothing is stuck: look whether it shrinks.' : 'End what causes it; it catches up by itself.',
  };
};

export const detectDeadLetters: Detect = ({ openDeadJobs }) => {
  if (openDeadJobs === 0) return null;
  const gaveUp = `${counted(openDeadJobs, 'job')} gave up`;
  return {
    severity: 'warning',
    side: 'ingest',
    sentence: `Ingest goes on, but ${gaveUp} and wait${openDeadJobs === 1 ? 's' : ''} for somebody to replay or discard ${openDeadJobs === 1 ? 'it' : 'them'}.`,
    owner: 'you',
    title: gaveUp,
    affected: `${counted(openDeadJobs, 'job')}. The mailbox still has what they were to fetch.`,
    next: 'Open Jobs, look at the cause and replay them.',
  };
};

function behindBy(facts: HealthFacts): string {
  return isBehind(facts) ? `behind by ${longDuration(ageMs(facts))}` : 'paused';
}

function isBehind(facts: HealthFacts): boolean {
  const { backlog } = facts.objectives;
  return backlog !== null && ageMs(facts) > backlog * 1000;
}

function ageMs({ ingest, nowMs }: HealthFacts): number {
  return ingest.oldestMs === null ? 0 : nowMs - ingest.oldestMs;
}

/** Null: it works, only not fast enough. */
function causeOf({ shortage, worker, network, accounts, throttledUntilMs, nowMs }: HealthFacts): string | null {
  if (!worker.isRunning) return 'no worker is running';
  if (shortage !== null) return shortageWords(shortage.because === 'quota');
  if (network === 'offline') return 'Microsoft 365 cannot be reached';
  const asked = accounts.find(({ signInNeeded }) => signInNeeded);
  if (asked !== undefined) return `${asked.address} must sign in again`;
  if (throttledUntilMs !== null && throttledUntilMs > nowMs) return 'Microsoft 365 asked us to slow down';
  return null;
}

function shortageWords(isQuota: boolean): string {
  return isQuota ? 'the space for collected files is used up' : 'the disk is full';
}
