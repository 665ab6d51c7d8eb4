import { hash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Access } from '../../main/browser/check-access.ts';
import { securityHeaders } from '../../main/browser/security-headers.ts';
import type { PageSecrets } from '../../main/browser/sessions.ts';
import type { BrowserHost } from '../../main/browser/start-browser-host.ts';
import { memoryIncomingFiles } from '../helpers/memory-incoming-files.ts';
import { wireRouter } from '../conformance/wire-router.ts';
import { cookieHeader, enter, pageHeaders, startRig } from './browser-rig.ts';
import { memoryDownloads } from './memory-downloads.ts';
import { type RawAnswer, type RawRequest, sendBytes, sendRaw } from './raw-request.ts';
import { type Target, wrongUpgrades, wrongWaysTo } from './wrong-ways.ts';

/** What each route needs beside its credentials, and what it answers when everything is right. */
interface Sample {
  readonly path?: string;
  readonly body?: string;
  readonly answers: number;
}

const socketHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const begin = JSON.stringify({ fileName: 'plans.zip', size: 3, contentType: 'application/zip' });

/** A new route without a row here fails the first test below. */
const samples: Readonly<Record<string, Sample>> = {
  'GET /healthz': { answers: 200 },
  'GET /metrics': { answers: 200 },
  'GET /launch': { answers: 303 },
  'GET /': { answers: 200 },
  'GET /assets/*': { path: '/assets/main-0a1b.js', answers: 200 },
  'GET /preview/:name': { path: '/preview/plain.html', answers: 200 },
  'GET /session': { answers: 204 },
  'POST /launch-codes': { answers: 200 },
  'POST /Message/:messageId/Attachments/UploadSession': {
    path: '/Message/01890a5d-ac96-774b-bcce-b302099a8057/Attachments/UploadSession',
    body: begin,
    answers: 201,
  },
  'POST /Attachments/UploadSession': { body: begin, answers: 201 },
  'PUT /Attachments/UploadSession/:sessionId/Chunk': { body: 'abc', answers: 200 },
  'GET /Attachments/UploadSession/:sessionId/Status': { answers: 200 },
  'POST /Files/Downloads': { body: '{"ids":["7"]}', answers: 201 },
  'GET /Files/Downloads/:ticket': { answers: 200 },
  'GET /rpc': { answers: 101 },
};

let host: BrowserHost & { readonly port: number };
let secrets: PageSecrets;
let sessionId: string;
let ticketPath: string;

beforeEach(async () => {
  const incoming = memoryIncomingFiles();
  const client = { compose: { read: () => Promise.resolve({}) } } as never;
  const downloads = memoryDownloads({ 7: { name: 'plans.pdf', bytes: Buffer.from('plans') } });
  host = await startRig({ incoming, client, downloads, router: wireRouter().router });
  secrets = await enter(host.launchUrl());
  sessionId = (await incoming.begin({ fileName: 'plans.zip', sizeBytes: 3, contentType: '', message: null })).id;
  const headers = { ...pageHeaders(host.origin, secrets), 'content-type': 'application/json' };
  const issued = await fetch(`${host.origin}/Files/Downloads`, { method: 'POST', headers, body: '{"ids":["7"]}' });
  ticketPath = ((await issued.json()) as { path: string }).path;
});

interface Row {
  readonly key: string;
  readonly request: RawRequest;
  readonly access: Access;
}

/** Each route of the table as a request that is let in. */
function rows(): Row[] {
  return host.routes.map(({ method, path, access, serve }) => {
    const key = `${method} ${path}`;
    const sample = samples[key];
    const headers: Record<string, string> = { host: `127.0.0.1:${host.port}`, 'sec-fetch-site': 'same-origin' };
    if (access === 'page' || access === 'data') headers['cookie'] = cookieHeader(host.origin, secrets);
    if (access === 'data') Object.assign(headers, { origin: host.origin, 'x-mailroom-token': secrets.token });
    if (access === 'program' || access === 'metrics') headers['authorization'] = `Bearer ${host.programToken}`;
    if (serve === null) Object.assign(headers, socketHeaders, { 'sec-websocket-protocol': 'mailroom' });
    const named = path.endsWith('/:ticket') ? ticketPath : (sample?.path ?? path).replace(':sessionId', sessionId);
    const query = path.endsWith('/Chunk') ? '?start=0&end=2&total=3' : '';
    const address = path === '/launch' ? host.launchUrl().replace(host.origin, '') : named + query;
    const body = sample?.body === undefined ? {} : { body: sample.body };
    return { key, access, request: { method, path: address, headers, ...body } };
  });
}

function rowOf(key: string): Row {
  const row = rows().find((candidate) => candidate.key === key);
  if (row === undefined) throw new Error(`no route ${key}`);
  return row;
}

function target(): Target {
  return { port: host.port, origin: host.origin, secrets };
}

const refusals = [400, 401, 403, 405, 421];

function expectRefused(way: string, answer: RawAnswer): void {
  expect([way, answer.status, refusals.includes(answer.status)]).toEqual([way, answer.status, true]);
  expectGuarded(answer);
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  for (const secret of [secrets.cookie, secrets.token, host.programToken]) expect(answer.body).not.toContain(secret);
}

/** Every header that every answer carries; a page has a policy of its own, which is no weaker where it counts. */
function expectGuarded({ headers }: RawAnswer): void {
  const { 'content-security-policy': policy, 'cache-control': cache, ...fixed } = securityHeaders;
  expect(headers).toMatchObject(fixed);
  expect([policy === undefined, cache === undefined, headers['cache-control'] === undefined]).toEqual([
    false,
    false,
    false,
  ]);
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
  expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
}

/** The page for bytes of strangers runs the one script that it carries, and no page but ours may frame it. */
function expectFramed({ headers }: RawAnswer): void {
  const { 'content-security-policy': policy = '', ...others } = headers;
  const { 'content-security-policy': _, ...fixed } = securityHeaders;
  expect(others).toMatchObject({ ...fixed, 'x-frame-options': 'SAMEORIGIN' });
  const rules = String(policy).split('; ');
  expect(rules).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${hash('sha256', 'show()', 'base64')}'`,
    "style-src 'unsafe-inline'",
    'img-src blob: data:',
    'font-src blob: data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    'sandbox allow-scripts',
    "frame-ancestors 'self'",
  ]);
}

describe('the doors of the browser host', () => {
  it('has a sample for every route, so that a new one is tried too', () => {
    expect(rows().map(({ key }) => key)).toEqual(Object.keys(samples));
  });

  it('lets every route be had by who may, with the security headers', async () => {
    for (const { key, request } of rows()) {
      const answer = await sendRaw(host.port, request);
      expect([key, answer.status]).toEqual([key, samples[key]?.answers]);
      if (key === 'GET /preview/:name') expectFramed(answer);
      else if (answer.status !== 101) expectGuarded(answer);
    }
  });

  it.each(Object.keys(samples))('refuses every wrong way to %s', async (key) => {
    const { access, request } = rowOf(key);
    for (const way of wrongWaysTo(access, request.method)) {
      expectRefused(way.name, await sendRaw(host.port, way.apply(request, target())));
    }
    // Nothing of all this used up what it takes to be let in.
    expect((await sendRaw(host.port, request)).status).toBe(samples[key]?.answers);
  });

  it.each(Object.keys(samples))('refuses a WebSocket at %s in every wrong way', async (key) => {
    const { path } = rowOf(key).request;
    const headers = {
      ...socketHeaders,
      host: `127.0.0.1:${host.port}`,
      origin: host.origin,
      cookie: cookieHeader(host.origin, secrets),
      'sec-fetch-site': 'same-origin',
      'sec-websocket-protocol': `mailroom, token.${secrets.token}`,
    };
    const upgrade: RawRequest = { method: 'GET', path, headers };
    for (const way of wrongUpgrades) {
      expectRefused(way.name, await sendRaw(host.port, way.apply(upgrade, target())));
    }
    expect((await sendRaw(host.port, upgrade)).status).toBe(key === 'GET /rpc' ? 101 : 400);
  });

  it('shows the page again to the browser that a launch address let in, and gives it nothing new', async () => {
    const path = host.launchUrl().replace(host.origin, '');
    const headers = { host: `127.0.0.1:${host.port}` };
    expect((await sendRaw(host.port, { method: 'GET', path, headers })).status).toBe(303);
    expectRefused('used, without a session', await sendRaw(host.port, { method: 'GET', path, headers }));
    const known = { ...headers, cookie: cookieHeader(host.origin, secrets) };
    const again = await sendRaw(host.port, { method: 'GET', path, headers: known });
    expect([again.status, again.headers['location'], again.headers['set-cookie']]).toEqual([303, '/', undefined]);
    expectGuarded(again);
  });

  it('refuses methods and addresses that no route has', async () => {
    const headers = { host: `127.0.0.1:${host.port}` };
    for (const method of ['OPTIONS', 'DELETE', 'PATCH', 'HEAD', 'TRACE']) {
      expectRefused(method, await sendRaw(host.port, { method, path: '/', headers }));
    }
    const elsewhere = { method: 'GET', path: 'http://evil.example/healthz', headers };
    expectRefused('a whole address', await sendRaw(host.port, elsewhere));
    for (const path of ['/nowhere', '/index.html', '/outside.txt']) {
      const answer = await sendRaw(host.port, { method: 'GET', path, headers });
      expect(answer.status).toBe(404);
      expectGuarded(answer);
    }
  });

  it('keeps to the folder of assets, and to the pages of previews', async () => {
    const headers = { host: `127.0.0.1:${host.port}`, cookie: cookieHeader(host.origin, secrets) };
    for (const path of [
      '/assets/../outside.txt',
      '/assets/..%2foutside.txt',
      '/assets/%2e%2e/outside.txt',
      '/assets//etc/passwd',
      '/preview/other.html',
      '/preview/..%2foutside.txt',
    ]) {
      const answer = await sendRaw(host.port, { method: 'GET', path, headers });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('answers bytes that are no HTTP with the security headers', async () => {
    const answer = await sendBytes(host.port, 'nonsense\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const [name, value] of Object.entries(securityHeaders)) expect(answer).toContain(`${name}: ${value}\r\n`);
  });

  it('refuses an HTTP/1.0 request, which needs no Host', async () => {
    expect(await sendBytes(host.port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
  });
});
