import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from './check-source.ts';
import { securityHeaders } from './security-headers.ts';

/** An answer on a connection that has no response object: an upgrade, or bytes that are no HTTP. */
export function refuseConnection(connection: Duplex, { status, reason }: Pick<Refusal, 'status' | 'reason'>): void {
  if (!connection.writable) return void connection.destroy();
  const headers = { ...securityHeaders, 'content-type': 'text/plain', 'content-length': String(reason.length) };
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
  connection.end(head + reason, () => connection.destroy());
}
