import type { Access } from '../../main/browser/check-access.ts';
import type { PageSecrets } from '../../main/browser/sessions.ts';
import { cookieHeader } from './browser-rig.ts';
import type { RawRequest } from './raw-request.ts';

/** The host that is asked, and what one of its pages holds. */
export interface Target {
  readonly port: number;
  readonly origin: string;
  readonly secrets: PageSecrets;
}

/** Makes one thing wrong about a request that would be let in. */
export interface WrongWay {
  readonly name: string;
  apply(request: RawRequest, target: Target): RawRequest;
}

const GUESS = 'A'.repeat(43);

/** Wrong for every route, whoever asks. */
const wrongSources: readonly WrongWay[] = [
  having('a foreign Host', 'host', () => 'evil.example'),
  having('a foreign Host with our port', 'host', ({ port }) => `evil.example:${port}`),
  having('a Host that only begins like ours', 'host', ({ port }) => `127.0.0.1.evil.example:${port}`),
  having('a Host that only looks like ours', 'host', () => '127.x.evil'),
  having('another loopback Host', 'host', ({ port }) => `127.0.0.2:${port}`),
  having('our Host without its port', 'host', () => '127.0.0.1'),
  having('our Host with another port', 'host', () => '127.0.0.1:1'),
  having('an empty Host', 'host', () => ''),
  without('no Host', 'host'),
  having('two Hosts', 'host', ({ port }) => [`127.0.0.1:${port}`, 'evil.example']),
  having('a foreign Origin', 'origin', () => 'https://evil.example'),
  having('a null Origin', 'origin', () => 'null'),
  having('the Origin of another port', 'origin', () => 'http://127.0.0.1:1'),
  having("the Origin of this machine's other name", 'origin', ({ port }) => `http://localhost:${port}`),
  having('our Origin by https', 'origin', ({ origin }) => origin.replace('http', 'https')),
  having('Sec-Fetch-Site cross-site', 'sec-fetch-site', () => 'cross-site'),
  having('Sec-Fetch-Site same-site', 'sec-fetch-site', () => 'same-site'),
  having('two Sec-Fetch-Site', 'sec-fetch-site', () => ['same-origin', 'cross-site']),
];

const wrongCookies: readonly WrongWay[] = [
  without('no cookie', 'cookie'),
  having('a wrong cookie', 'cookie', ({ port }) => `mailroom_${port}=${GUESS}`),
  having('the cookie under another name', 'cookie', ({ secrets }) => `mailroom_1=${secrets.cookie}`),
];

const wrongTokens: readonly WrongWay[] = [
  without('no token', 'x-mailroom-token'),
  having('a wrong token', 'x-mailroom-token', () => GUESS),
  having('the cookie as token', 'x-mailroom-token', ({ secrets }) => secrets.cookie),
  {
    name: 'the token in the address',
    apply: (request, { secrets }) => ({
      ...request,
      path: `${request.path}${request.path.includes('?') ? '&' : '?'}token=${secrets.token}&x-mailroom-token=${secrets.token}`,
      headers: omit(request.headers, 'x-mailroom-token'),
    }),
  },
  {
    name: 'a wrong bearer',
    apply: (request) => ({
      ...request,
      headers: { ...omit(request.headers, 'x-mailroom-token', 'cookie'), authorization: `Bearer ${GUESS}` },
    }),
  },
];

const noOrigin = without('no Origin', 'origin');

const noProgram: readonly WrongWay[] = [
  without('no bearer', 'authorization'),
  having('a wrong bearer', 'authorization', () => `Bearer ${GUESS}`),
  {
    name: "a page's secrets",
    apply: (request, { origin, secrets }) => ({
      ...request,
      headers: {
        ...omit(request.headers, 'authorization'),
        origin,
        cookie: cookieHeader(origin, secrets),
        'x-mailroom-token': secrets.token,
      },
    }),
  },
];

/** What is wrong for a route depends on who may have it. */
export function wrongWaysTo(access: Access, method: string): readonly WrongWay[] {
  switch (access) {
    case 'open':
      return wrongSources;
    case 'page':
      return [...wrongSources, ...wrongCookies];
    case 'data':
      return [...wrongSources, ...wrongCookies, ...wrongTokens, ...(method === 'GET' ? [] : [noOrigin])];
    case 'program':
    case 'metrics':
      return [...wrongSources, ...noProgram];
  }
}

export const wrongUpgrades: readonly WrongWay[] = [
  ...wrongSources,
  ...wrongCookies,
  noOrigin,
  having('Sec-Fetch-Site none', 'sec-fetch-site', () => 'none'),
  having('no token', 'sec-websocket-protocol', () => 'mailroom'),
  having('a wrong token', 'sec-websocket-protocol', () => `mailroom, token.${GUESS}`),
  having('the cookie as token', 'sec-websocket-protocol', ({ secrets }) => `mailroom, token.${secrets.cookie}`),
];

function having(name: string, header: string, value: (target: Target) => string | string[]): WrongWay {
  return {
    name,
    apply: (request, target) => ({ ...request, headers: { ...request.headers, [header]: value(target) } }),
  };
}

function without(name: string, header: string): WrongWay {
  return { name, apply: (request) => ({ ...request, headers: omit(request.headers, header) }) };
}

function omit(headers: RawRequest['headers'], ...names: string[]): RawRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
