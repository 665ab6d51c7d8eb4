import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { serveControl } from '../control/serve-control.ts';
import type { Switchboard } from '../switches.ts';
import type { Gate } from './admit.ts';
import { refuseByFault } from './apply-fault.ts';
import { chooseFault } from './choose-fault.ts';
import { trackInFlight } from './in-flight.ts';
import { sendReply } from './reply.ts';
import { serveMail } from './serve-mail.ts';

/** One listener for everything: control, sign-in, mail and upload host. */
export function createListener(gate: Gate, switchboard: Switchboard): RequestListener {
  const inFlight = trackInFlight();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', gate.tenant.origin());
    if (url.pathname.startsWith('/sandbox/control/'))
      return serveControl(gate.tenant, switchboard, request, response, url);
    const isMail = url.pathname.startsWith('/v1.0/') || url.pathname.startsWith('/api/');
    if (isMail) return serveMail(gate, inFlight, request, response, url);
    if (await isStoppedByFault(gate, request, response, url)) return;
    if (await gate.identity.handle(request, response, url)) return;
    await sendReply(response, { status: 404, text: 'There is nothing at this address of the sandbox tenant.\n' });
  }

  return (request, response) => {
    const { socket } = request;
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      socket.destroy();
    });
  };
}

/** Sign-in knows the faults that happen before an effect. */
async function isStoppedByFault(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  if (url.pathname.startsWith('/sandbox/')) return false;
  const target = { method: request.method ?? '', path: `${url.pathname}${url.search}`, isMail: false };
  const fault = chooseFault(gate.tenant, target);
  if (fault === null) return false;
  if (fault.action === 'slow') await wait(fault.delayMs ?? 1000);
  const reply = refuseByFault(gate.tenant, fault, null);
  if (fault.action === 'dropBefore') request.socket.destroy();
  else if (reply !== null) await sendReply(response, reply);
  return fault.action === 'dropBefore' || reply !== null;
}
