import type { OutboxRow } from '../../contract/outbox.ts';

export interface Outcome {
  readonly title: string;
  readonly body: string;
}

/** What to notify of: ends that a person waits for, once, when the state is reached. Progress is never a notification. */
export function describeOutcome(before: OutboxRow | undefined, row: OutboxRow): Outcome | null {
  if (before === undefined || before.state === row.state) return null;
  const subject = row.subject === '' ? 'A message without a subject' : row.subject;
  const because = row.reason === null ? subject : `${subject}. ${row.reason}`;
  switch (row.state) {
    case 'sent':
      return { title: 'In Sent Items', body: subject };
    case 'needsYou':
      return { title: 'Needs you', body: because };
    case 'bounced':
      return { title: 'Bounced', body: because };
    case 'failed':
      return { title: 'Not sent', body: because };
    case 'unconfirmed':
      return {
        title: 'Unconfirmed',
        body: `${subject}. Please do not send it again; Mailroom is checking Sent Items.`,
      };
    case 'draft':
    case 'checked':
    case 'uploading':
    case 'paused':
    case 'paced':
    case 'held':
    case 'scheduled':
    case 'sending':
    case 'accepted':
    case 'cancelled':
      return null;
  }
}
