import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { isPreviewPage, previewPolicy } from '../engine/preview-policy.ts';
import { cookieName, cookieOf, type Doorkeeper } from './check-access.ts';
import { noticePage } from './notice-page.ts';
import type { Route, RouteContext } from './route.ts';
import { appPolicy, noticePolicy } from './security-headers.ts';
import { newSecret } from './sessions.ts';

/** The word in the built page that React Aria's and our own style elements are allowed by. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
/** File names of the build carry their content's digest. */
const FOREVER = { 'cache-control': 'private, max-age=31536000, immutable' };

export function pageRoutes(rendererDir: string, door: Doorkeeper): readonly Route[] {
  const serveAsset = serveStatic<{ Bindings: RouteContext['env'] }>({ root: rendererDir });

  async function servePage(): Promise<Response> {
    const nonce = newSecret();
    const html = await readFile(join(rendererDir, 'index.html'), 'utf8');
    return htmlAnswer(200, html.replaceAll(NONCE_PLACEHOLDER, nonce), appPolicy(nonce));
  }

  /** The token goes behind the `#`: it reaches the page, and neither a server nor a log nor another origin. */
  function launch(context: RouteContext): Response {
    const secrets = door.sessions.redeemCode(context.req.query('code') ?? '');
    if (secrets === null) {
      // The printed address, pressed again in the browser that it let in.
      if (door.sessions.knowsCookie(cookieOf(context.env.incoming, door.port))) return context.redirect('/', 303);
      return answerNotice(401, 'This address was used already, or is too old.');
    }
    const cookie = `${cookieName(door.port)}=${secrets.cookie}; Path=/; HttpOnly; SameSite=Strict`;
    const headers = { location: `/#token=${secrets.token}`, 'set-cookie': cookie };
    return new Response(null, { status: 303, headers });
  }

  async function asset(context: RouteContext): Promise<Response> {
    const found = await serveAsset(context, () => Promise.resolve());
    if (!(found instanceof Response)) return context.notFound();
    return new Response(found.body, {
      status: found.status,
      headers: { ...Object.fromEntries(found.headers), ...FOREVER },
    });
  }

  /** Framed by our own page alone; the policy of its frame says by whom, and the older header cannot. */
  async function preview(context: RouteContext): Promise<Response> {
    const name = context.req.param('name') ?? '';
    if (!isPreviewPage(name)) return context.notFound();
    const html = await readFile(join(rendererDir, 'preview', name), 'utf8');
    const answer = htmlAnswer(200, html, previewPolicy(name, html));
    answer.headers.set('x-frame-options', 'SAMEORIGIN');
    return answer;
  }

  return [
    { method: 'GET', path: '/launch', access: 'open', serve: launch },
    { method: 'GET', path: '/', access: 'page', serve: servePage },
    { method: 'GET', path: '/assets/*', access: 'page', serve: asset },
    { method: 'GET', path: '/preview/:name', access: 'page', serve: preview },
  ];
}

/** For people who come without a session. */
export function answerNotice(status: number, reason: string): Response {
  const nonce = newSecret();
  return htmlAnswer(status, noticePage(reason, nonce), noticePolicy(nonce));
}

function htmlAnswer(status: number, html: string, contentPolicy: string): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentPolicy };
  return new Response(html, { status, headers });
}
