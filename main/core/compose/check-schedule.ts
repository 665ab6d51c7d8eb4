import { MailroomError } from '../mailroom-error.ts';

const YEAR_MS = 366 * 24 * 60 * 60_000;

/** The moment to leave, in milliseconds; null for at once. Refuses one that is over, or too far to be meant. */
export function checkSchedule(sendAt: string | null, nowMs: number): number | null {
  if (sendAt === null) return null;
  const sendAtMs = Date.parse(sendAt);
  if (sendAtMs <= nowMs) throw refuse('is over already', 'Name a later time, or send it now.');
  if (sendAtMs - nowMs > YEAR_MS) throw refuse('is more than a year ahead', 'Name an earlier time.');
  return sendAtMs;
}

function refuse(why: string, remediation: string): MailroomError {
  const message = `The time to send it ${why}. Nothing was sent.`;
  return new MailroomError('validation_error', { field: 'sendAt', message, remediation });
}
