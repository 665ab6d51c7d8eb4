import type { JobCheckpoint } from '../../../contract/jobs.ts';
import type { FileRecord, MessageRecord } from '../ingest/ingest-record.ts';
import type { OutboxRecord, Step } from '../outbox/outbox-record.ts';

type State = JobCheckpoint['state'];

/** What of a message is here already: a retry goes on behind it. */
export function downloadCheckpoints(message: MessageRecord, files: readonly FileRecord[]): JobCheckpoint[] {
  const failed = message.state === 'needsYou';
  const isListed = files.length > 0 || message.state === 'complete' || message.state === 'listed';
  const read = checkpoint('Read the message', message.receivedAtMs !== null || isListed, failed);
  const listed = checkpoint('List its files', isListed, failed && read.state === 'done');
  return [
    read,
    listed,
    ...files.map((file) => ({
      name: file.name,
      state: fileState(file),
      detail: file.error?.message ?? null,
    })),
  ];
}

function fileState({ state }: FileRecord): State {
  if (state === 'needsYou') return 'failed';
  return state === 'queued' || state === 'downloading' ? 'open' : 'done';
}

/** The way of a message to Sent Items. */
export function sendCheckpoints(record: OutboxRecord): JobCheckpoint[] {
  const reached = (...steps: readonly Step[]): boolean => steps.includes(record.step);
  const isSent = record.step === 'sent';
  const isAccepted = isSent || reached('accepted') || record.acceptedAtMs !== null;
  const isTried = isAccepted || record.sendTriedAtMs !== null;
  return [
    { name: 'Checked and safe on disk', state: 'done', detail: null },
    { name: 'Draft in the mailbox', state: stateOf(record.draftId !== null || isTried), detail: null },
    ...record.attachments.map((file) => ({
      name: file.name,
      state: stateOf(file.step === 'done'),
      detail:
        file.step === 'open' ? `${String(file.confirmedBytes)} of ${String(file.sizeBytes)} bytes confirmed` : null,
    })),
    { name: 'Sealed', state: stateOf(isTried || reached('sealed')), detail: null },
    {
      name: 'Asked Microsoft 365 to send it',
      state: isTried ? 'done' : stateOf(false),
      detail: isTried && !isAccepted ? 'Its answer is not known: it may have left.' : null,
    },
    { name: 'Accepted', state: isAccepted ? 'done' : reached('failed') ? 'failed' : 'open', detail: null },
    { name: 'Seen in Sent Items', state: stateOf(isSent), detail: null },
  ];
}

function checkpoint(name: string, isDone: boolean, hasFailed: boolean): JobCheckpoint {
  return { name, state: isDone ? 'done' : hasFailed ? 'failed' : 'open', detail: null };
}

function stateOf(isDone: boolean): State {
  return isDone ? 'done' : 'open';
}
