import type { Opening } from './wire.ts';

/** How this page proves that it belongs to the host. Read anew at each attempt: another tab may have got a new one. */
export interface PageSession {
  readonly origin: string;
  readonly token: string | null;
}

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

const KEY = 'mailroom-token';

/**
 * The launch address hands the page its token behind the `#`, which no server and no other origin ever sees. It moves to
 * the origin's own storage, which unlike a cookie is not shared between ports, and out of the address.
 */
export function adoptToken(window: Pick<Window, 'location' | 'history' | 'localStorage'>): void {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token === null) return;
  window.localStorage.setItem(KEY, token);
  window.history.replaceState(null, '', window.location.pathname);
}

export function readPageSession(window: Pick<Window, 'location' | 'localStorage'>): PageSession {
  return { origin: window.location.origin, token: window.localStorage.getItem(KEY) };
}

/** A browser does not tell why a WebSocket was refused, so the host is asked in words first. */
export async function askHost(session: PageSession, get: Fetch, signal: AbortSignal): Promise<Opening['kind']> {
  if (session.token === null) return 'refused';
  try {
    const answer = await get(`${session.origin}/session`, { headers: { 'x-mailroom-token': session.token }, signal });
    return answer.ok ? 'open' : 'refused';
  } catch {
    return 'unreachable';
  }
}
