import { type OutboxRow, takenBackReason } from '../../contract/outbox.ts';
import { exitCodeOfRow, exitCodes } from './exit-code.ts';
import { failureLines } from './output.ts';
import { recipientWords } from './recipient-document.ts';
import { describeAmount, describeState, titleOf } from './progress/describe-progress.ts';

/** A message in a few lines: where it stands, what it is, what to do if it needs somebody. */
export function rowWords(row: OutboxRow, nowMs: number): readonly string[] {
  const files = row.attachments.length;
  const facts = [titleOf(row), counted(row.recipients.length, 'recipient')];
  if (files > 0) facts.push(counted(files, 'file'), describeAmount(row, null));
  return [
    describeState(row, nowMs),
    `  ${facts.join(' · ')}`,
    `  id ${row.id} · key ${row.key}`,
    ...scheduleWords(row),
    ...recipientWords(row).map((words) => `  ${words}`),
    ...advice(row),
  ];
}

/** The same with its error, for lists and histories, where the error is part of the result. */
export function rowWordsWithError(row: OutboxRow, nowMs: number): readonly string[] {
  const failure = row.error === null ? [] : failureLines({ error: row.error, correlationId: row.correlationId });
  return [...rowWords(row, nowMs), ...failure.map((line) => `  ${line}`)];
}

/** The moment in the zone of this computer, and who has to be there then. */
function scheduleWords({ sendAt, onServer, cancellable }: OutboxRow): readonly string[] {
  if (sendAt === null || !cancellable) return [];
  const keeper = onServer
    ? 'Microsoft 365 keeps it until then'
    : 'a running Mailroom, or mailroom run from then on, sends it';
  return [`  leaves ${scheduleTime.format(new Date(sendAt))} (${zone}); ${keeper}`];
}

const scheduleTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const zone = scheduleTime.resolvedOptions().timeZone;

/** A person wanted it back from the service, and that is not proven yet. */
export function isBeingTakenBack({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>): boolean {
  return (state === 'scheduled' || state === 'unconfirmed') && reason === takenBackReason;
}

function advice(row: OutboxRow): readonly string[] {
  if (isBeingTakenBack(row)) return ['  It counts as cancelled once that is proven. mailroom run does it.'];
  const code = exitCodeOfRow(row, 'sent');
  if (row.state === 'needsYou' && code === exitCodes.unconfirmed) {
    return [
      `  See the evidence: mailroom outbox show ${row.id}`,
      `  Then decide:      mailroom outbox confirm ${row.id} --sent | --send-again`,
    ];
  }
  if (row.state === 'bounced' && row.verdicts.some(({ kind, settled }) => kind === 'bounced' && settled === null)) {
    return [
      `  Send it again to those: mailroom outbox resend ${row.id}`,
      `  Or be done with it:     mailroom outbox dismiss ${row.id}`,
    ];
  }
  if (row.state === 'unconfirmed')
    return ["  Please don't send it again: Sent Items is being checked. mailroom run continues."];
  return [];
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
