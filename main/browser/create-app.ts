import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { structuredError } from '../core/mailroom-error.ts';
import { answerError, refuse } from './answer-error.ts';
import { type Access, checkAccess, type Doorkeeper } from './check-access.ts';
import { answerNotice } from './page-routes.ts';
import type { Route } from './route.ts';

/** The routes with their doors. A route is reachable only through the access that its row names. */
export function createApp(routes: readonly Route[], door: Doorkeeper): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const { method, path, access, serve, maxBodyBytes = 0 } of routes) {
    app.on(
      method,
      path,
      async (context, next) => {
        const refusal = checkAccess(context.env.incoming, access, door);
        if (refusal === null) return next();
        return answerStranger(refusal.status, refusal.reason, access);
      },
      bodyLimit({ maxSize: maxBodyBytes, onError: () => tooLarge(maxBodyBytes) }),
      (context) => (serve === null ? upgradeNeeded() : serve(context)),
    );
  }
  app.notFound(() => answerStranger(404, 'There is nothing at this address.', 'data'));
  app.onError((error) => answerError(error));
  return app;
}

/** A person reads a page, a program one error document. */
export function answerStranger(status: number, reason: string, access: Access): Response {
  if (access === 'page') return answerNotice(status, reason);
  const remediation = 'Open the address that "mailroom serve" printed, or run it again for a new one.';
  return refuse(status, structuredError('usage_error', { message: reason, remediation }));
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
