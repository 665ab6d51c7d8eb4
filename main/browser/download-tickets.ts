import type { FileId } from '../../contract/files.ts';
import { digest, newSecret } from './sessions.ts';

const TICKET_LIFE_MS = 30_000;

export interface DownloadTickets {
  issue(cookie: string, files: readonly FileId[]): string;
  /** Null when it is unknown, used, too old, or another browser's. */
  redeem(ticket: string, cookie: string): readonly FileId[] | null;
}

/**
 * A download is a navigation, which carries the cookie and no token. So the page, which has both, gets a ticket first:
 * good once, for half a minute, in the browser that asked.
 */
export function downloadTickets(nowMs: () => number): DownloadTickets {
  const tickets = new Map<
    string,
    { readonly cookie: string; readonly files: readonly FileId[]; readonly atMs: number }
  >();
  const isOld = ({ atMs }: { readonly atMs: number }): boolean => nowMs() - atMs >= TICKET_LIFE_MS;

  return {
    issue(cookie, files) {
      for (const [key, ticket] of tickets) if (isOld(ticket)) tickets.delete(key);
      const secret = newSecret();
      tickets.set(digest(secret), { cookie: digest(cookie), files, atMs: nowMs() });
      return secret;
    },
    redeem(secret, cookie) {
      const key = digest(secret);
      const ticket = tickets.get(key);
      if (ticket === undefined || ticket.cookie !== digest(cookie)) return null;
      tickets.delete(key);
      return isOld(ticket) ? null : ticket.files;
    },
  };
}
