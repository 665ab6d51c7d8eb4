import type { IncomingMessage } from 'node:http';
import { parse as parseCookies } from 'hono/utils/cookie';
import type { EngineTelemetry } from '../engine/host.ts';
import type { Refusal } from './check-source.ts';
import { digest, type Sessions } from './sessions.ts';

/**
 * Who may have a route. `open`: anyone on this machine, so it tells nothing. `page`: a browser with the cookie, because
 * navigations carry nothing else. `data`: cookie and token together, or a program's token. `program`: a program's alone.
 * `metrics`: a program's, or as settings say.
 */
export type Access = 'open' | 'page' | 'data' | 'program' | 'metrics';

export interface Doorkeeper {
  readonly port: number;
  readonly sessions: Sessions;
  readonly programToken: string;
  readonly metricsAccess: EngineTelemetry['access'];
}

/** @testexport */
export const TOKEN_HEADER = 'x-mailroom-token';
const PROTOCOL_PREFIX = 'token.';

const stranger: Refusal = { status: 401, reason: 'This page has no session with Mailroom.' };

export function checkAccess(request: IncomingMessage, access: Access, door: Doorkeeper): Refusal | null {
  switch (access) {
    case 'open':
      return null;
    case 'page':
      return door.sessions.knowsCookie(cookieOf(request, door.port)) ? null : stranger;
    case 'data':
      return isPage(request, door) || isProgram(request, door) ? null : stranger;
    case 'program':
      return isProgram(request, door) ? null : stranger;
    case 'metrics':
      return door.metricsAccess.isOpen || isProgram(request, door) || isReader(request, door) ? null : stranger;
  }
}

/** Ports share cookies, so the name tells hosts on one machine apart. */
export function cookieName(port: number): string {
  return `mailroom_${port}`;
}

/** What changes something must carry our origin too; a browser always sends it there. */
function isPage(request: IncomingMessage, door: Doorkeeper): boolean {
  const changes = request.method !== 'GET' || request.headers.upgrade !== undefined;
  if (changes && request.headers.origin === undefined) return false;
  return door.sessions.isValid({ cookie: cookieOf(request, door.port), token: tokenOf(request) });
}

function isProgram(request: IncomingMessage, door: Doorkeeper): boolean {
  return bears(request, door.programToken);
}

function isReader(request: IncomingMessage, { metricsAccess: { token } }: Doorkeeper): boolean {
  return token !== null && bears(request, token);
}

function bears(request: IncomingMessage, token: string): boolean {
  return digest(request.headers.authorization ?? '') === digest(`Bearer ${token}`);
}

/** The secret that the browser holds for this host; empty without one. */
export function cookieOf(request: IncomingMessage, port: number): string {
  const name = cookieName(port);
  return parseCookies(request.headers.cookie ?? '', name)[name] ?? '';
}

/** A header; for a WebSocket, to which a page can give no header, one of the protocols it offers. */
function tokenOf(request: IncomingMessage): string {
  const header = request.headers[TOKEN_HEADER];
  if (typeof header === 'string') return header;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.find((name) => name.startsWith(PROTOCOL_PREFIX))?.slice(PROTOCOL_PREFIX.length) ?? '';
}
