import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import type { LoggedRequest } from '../../main/sandbox/store/request-log.ts';

/** Subjects that arrived other than once. */
export function judgeDelivery(delivered: readonly DeliveredMail[], rows: number): Record<'lost' | 'twice', string[]> {
  const counts = new Map<string, number>();
  for (const { subject } of delivered) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  const meant = Array.from({ length: rows }, (_, n) => `Invoice for Person ${String(n + 1)}`);
  return {
    lost: meant.filter((subject) => !counts.has(subject)),
    twice: meant.filter((subject) => (counts.get(subject) ?? 0) > 1),
  };
}

/** The most messages that any minute saw, as the service counted them. */
export function mostInAMinute(log: readonly LoggedRequest[]): number {
  const sends = log.filter(({ method, path }) => method === 'POST' && path.endsWith('/send')).map(({ atMs }) => atMs);
  return Math.max(0, ...sends.map((from) => sends.filter((atMs) => atMs >= from && atMs < from + 60_000).length));
}
