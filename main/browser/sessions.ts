import { hash, randomBytes } from 'node:crypto';
import type { HostRecord } from './host-record.ts';

const CODE_LIFE_MS = 10 * 60_000;
const SESSION_LIFE_MS = 30 * 24 * 3_600_000;
const MOST_SESSIONS = 20;

type Session = HostRecord['sessions'][number];

/**
 * A page proves itself by two secrets: a cookie that scripts cannot read and a token that other ports do not get.
 */
export interface PageSecrets {
  readonly cookie: string;
  readonly token: string;
}

export interface Sessions {
  /** A code that opens one session within ten minutes. */
  issueCode(): string;
  /** Null when the code is unknown, used or too old. */
  redeemCode(code: string): PageSecrets | null;
  knowsCookie(cookie: string): boolean;
  isValid(secrets: PageSecrets): boolean;
}

/**
 * Secrets are kept and looked up as digests, so that neither a copy of the data folder nor the time of an answer tells
 * one. `save` is called with what must outlive a restart.
 */
export function createSessions(
  remembered: readonly Session[],
  nowMs: () => number,
  save: (sessions: readonly Session[]) => void,
): Sessions {
  const codes = new Map<string, number>();
  let sessions = remembered;

  const living = (): readonly Session[] =>
    sessions.filter((session) => nowMs() - session.createdAtMs < SESSION_LIFE_MS);

  return {
    issueCode() {
      const code = newSecret();
      codes.set(digest(code), nowMs());
      return code;
    },
    redeemCode(code) {
      const issuedAtMs = codes.get(digest(code));
      codes.delete(digest(code));
      if (issuedAtMs === undefined || nowMs() - issuedAtMs >= CODE_LIFE_MS) return null;
      const secrets = { cookie: newSecret(), token: newSecret() };
      const session = { cookie: digest(secrets.cookie), token: digest(secrets.token), createdAtMs: nowMs() };
      sessions = [...living(), session].slice(-MOST_SESSIONS);
      save(sessions);
      return secrets;
    },
    knowsCookie(cookie) {
      const wanted = digest(cookie);
      return living().some((session) => session.cookie === wanted);
    },
    isValid(secrets) {
      const [cookie, token] = [digest(secrets.cookie), digest(secrets.token)];
      return living().some((session) => session.cookie === cookie && session.token === token);
    },
  };
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function digest(secret: string): string {
  return hash('sha256', secret);
}
