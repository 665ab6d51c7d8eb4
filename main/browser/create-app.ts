import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { structuredError } from '../core/mailroom-error.ts';
import { answerError, refuse } from './answer-error.ts';
import { type Access, checkAccess, type Doorkeeper } from './check-access.ts';
import { answerNotice } from './page-routes.ts';
import type { Route } from './route.ts';

/** The routes with their doors. A route is reachable only through the access that its row names. */
export function createApp(routes: readonly Route[], door: Doorkeeper): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const { method, path, access, serve, maxBodyBytes = 0 } of routes) {
    app.on(method, path, (context) => {
      const request = context.env.incoming;
      const refusal = checkAccess(request, access, door);
      if (refusal !== null) return answerStranger(refusal.status, refusal.reason, access);
      if (request.headers['transfer-encoding'] !== undefined) return sizeUnknown();
      if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return tooLarge(maxBodyBytes);
      return serve === null ? upgradeNeeded() : serve(context);
    });
  }
  app.notFound(() => answerStranger(404, 'There is nothing at this address.', 'data'));
  app.onError((error) => answerError(error));
  return app;
}

/** A person reads a page, a program one error document. */
function answerStranger(status: number, reason: string, access: Access): Response {
  if (access === 'page') return answerNotice(status, reason);
  const remediation = 'Open the address that "mailroom serve" printed, or run it again for a new one.';
  return refuse(status, structuredError('usage_error', { message: reason, remediation }));
}

function sizeUnknown(): Response {
  const message = 'The size of a body must be told before it comes. Nothing of it was kept.';
  const error = structuredError('validation_error', { message, remediation: 'Send it with Content-Length.' });
  return refuse(411, error);
}

function tooLarge(maxBodyBytes: number): Response {
  const message = `A body here has at most ${maxBodyBytes} bytes. Nothing of it was kept.`;
  const error = structuredError('source_too_large', { message, remediation: 'Send it in smaller chunks.' });
  return refuse(413, error);
}

function upgradeNeeded(): Response {
  const error = structuredError('usage_error', {
    message: 'This address speaks WebSocket only.',
    remediation: 'Connect with a WebSocket.',
  });
  return refuse(426, error);
}
