import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { listenForReply, type ReplyListener } from '../../../main/adapters/msal/listen-for-reply.ts';

const state = 'the-state-of-this-sign-in';
const formType = 'application/x-www-form-urlencoded';
const good = new URLSearchParams({ code: 'the-code', state, client_info: 'x' }).toString();

interface Attack {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function listen(): Promise<{ listener: ReplyListener; port: number; ended: () => boolean }> {
  const listener = await listenForReply(state);
  onTestFinished(() => listener.close());
  let ended = false;
  void listener.reply.then(() => (ended = true));
  return { listener, port: Number(new URL(listener.redirectUri).port), ended: () => ended };
}

/** The status, or `reset` when the listener hung up. */
function send(
  port: number,
  { method = 'POST', path = '/', headers = {}, body = '' }: Attack,
): Promise<number | 'reset'> {
  return new Promise((resolve) => {
    const req = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { host: `localhost:${port}`, 'content-type': formType, ...headers },
      },
      (res) => {
        res.resume();
        resolve(res.statusCode ?? 0);
      },
    );
    req.on('error', () => resolve('reset'));
    req.end(body);
  });
}

/** The sign-in page's own answer, after everything else: it must still be the one that counts. */
async function finishSignIn(listener: ReplyListener, port: number): Promise<void> {
  expect(await send(port, { body: good })).toBe(200);
  expect(await listener.reply).toEqual({ kind: 'code', code: 'the-code', clientInfo: 'x' });
}

const forged = new URLSearchParams({ code: 'forged', state }).toString();

const attacks: readonly (readonly [string, Attack, readonly (number | 'reset')[]])[] = [
  ['a stray GET', { method: 'GET' }, [405]],
  ['a favicon', { method: 'GET', path: '/favicon.ico' }, [404]],
  ['a code in the query of a GET, even with our state', { method: 'GET', path: `/?${forged}` }, [404]],
  ['a code in the query of a POST', { path: `/?${forged}` }, [404]],
  ['a wrong state', { body: 'code=forged&state=another' }, [400]],
  ['a missing state', { body: 'code=forged' }, [400]],
  ['two states', { body: `${forged}&state=another` }, [400]],
  ['two codes', { body: `${forged}&code=second` }, [400]],
  ['a code together with an error', { body: `${forged}&error=access_denied` }, [400]],
  ['an error with a wrong state, to end the wait', { body: 'error=access_denied&state=another' }, [400]],
  ['an empty body', { body: '' }, [400]],
  ['another path', { path: '/callback', body: forged }, [404]],
  ['a preflight', { method: 'OPTIONS' }, [405]],
  ['a PUT', { method: 'PUT', body: forged }, [405]],
  ['a wrong Host', { headers: { host: 'evil.example' }, body: forged }, [421]],
  ['the right name with another port', { headers: { host: 'localhost:1' }, body: forged }, [421]],
  ['JSON', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: 'forged', state }) }, [415]],
  ['plain text that a form can send', { headers: { 'content-type': 'text/plain' }, body: forged }, [415]],
  ['a body of 10 MB', { body: `${forged}&padding=${'x'.repeat(10_000_000)}` }, [413, 'reset']],
];

test.each(attacks)('SM14: %s is refused and does not end the sign-in', async (_, attack, statuses) => {
  const { listener, port, ended } = await listen();
  expect(statuses).toContain(await send(port, attack));
  expect(ended()).toBe(false);
  await finishSignIn(listener, port);
});

test('SM14: a second code is refused, also when both arrive at once', async () => {
  const { listener, port } = await listen();
  const statuses = await Promise.all([send(port, { body: good }), send(port, { body: good })]);
  expect(new Set(statuses)).toEqual(new Set([200, 410]));
  expect(await send(port, { body: forged })).toBe(410);
  expect(await listener.reply).toMatchObject({ code: 'the-code' });
});

test('SM14: another computer on the network finds nobody listening', async () => {
  const { listener, port } = await listen();
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of addresses) {
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host: address, port });
      socket.once('connect', () => resolve('connected'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(outcome).toBe('ECONNREFUSED');
  }
  await finishSignIn(listener, port);
});

test('SM14: a client that never finishes its request holds nobody up', async () => {
  const { listener, port, ended } = await listen();
  const socket = connect({ host: '127.0.0.1', port });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write(
    `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: ${formType}\r\nContent-Length: 500\r\n\r\ncode=`,
  );
  expect(ended()).toBe(false);
  await finishSignIn(listener, port);
});

test('SM14: garbage instead of HTTP does not end the sign-in', async () => {
  const { listener, port, ended } = await listen();
  await new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => undefined).once('close', resolve);
    socket.resume().write('\u0016\u0003\u0001 not http\r\n\r\n');
  });
  expect(ended()).toBe(false);
  await finishSignIn(listener, port);
});

test('two sign-ins at once wait on two ports, and one takes no answer of the other', async () => {
  const first = await listen();
  const second = await listenForReply('another-state');
  onTestFinished(() => second.close());
  expect(second.redirectUri).not.toBe(first.listener.redirectUri);
  expect(await send(Number(new URL(second.redirectUri).port), { body: good })).toBe(400);
  await finishSignIn(first.listener, first.port);
});

test('an error with our state ends the sign-in and keeps its words', async () => {
  const { listener, port } = await listen();
  const body = new URLSearchParams({ error: 'access_denied', error_description: 'AADSTS65004: no', state });
  expect(await send(port, { body: body.toString() })).toBe(200);
  expect(await listener.reply).toEqual({ kind: 'error', error: 'access_denied', description: 'AADSTS65004: no' });
});
