import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PageSecrets } from '../../main/browser/sessions.ts';
import type { BrowserHost } from '../../main/browser/start-browser-host.ts';
import { MailroomError } from '../../main/core/mailroom-error.ts';
import { cookieHeader, enter, pageHeaders, startRig } from './browser-rig.ts';
import { memoryDownloads } from './memory-downloads.ts';
import { readZip } from './read-zip.ts';

const plans = randomBytes(2_500_000);
const fault = new MailroomError('file_damaged', { message: 'Damaged.', remediation: 'Wait.' });
const files = {
  1: { name: 'plans.pdf', bytes: plans },
  2: { name: 'Résumé "漢字" €.txt', bytes: Buffer.from('two') },
  3: { name: 'damaged.bin', bytes: randomBytes(2500), fault },
  4: { name: 'empty.txt', bytes: Buffer.alloc(0) },
};

let host: BrowserHost;
let secrets: PageSecrets;
let nowMs = 0;

beforeEach(async () => {
  nowMs = Date.parse('2026-11-21T14:00:00.000Z');
  host = await startRig({ downloads: memoryDownloads(files), nowMs: () => nowMs });
  secrets = await enter(host.launchUrl());
});

interface Issued {
  readonly path: string;
  readonly name: string;
  readonly files: number;
  readonly failed: readonly { readonly id: string; readonly error: { readonly error_code: string } }[];
}

async function ask(body: unknown, headers = pageHeaders(host.origin, secrets)): Promise<Response> {
  return fetch(`${host.origin}/Files/Downloads`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function ticket(...ids: string[]): Promise<Issued> {
  const answer = await ask({ ids });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Issued;
}

/** What a browser does with an address it is sent to: it has the cookie, and no token. */
async function follow(path: string, held: PageSecrets = secrets): Promise<Response> {
  return fetch(host.origin + path, { headers: { cookie: cookieHeader(host.origin, held) } });
}

describe('a download', () => {
  it('I5: of one file is its bytes under its name, to be saved and never shown', async () => {
    const answer = await follow((await ticket('1')).path);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(plans.length),
      'content-disposition': 'attachment; filename=plans.pdf',
      'content-security-policy':
        "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(plans)).toBe(true);
  });

  it('names a file in letters of any kind, and for programs that know few', async () => {
    const answer = await follow((await ticket('2')).path);
    const [, fallback, extended = ''] =
      /^attachment; filename="((?:\\.|[^"\\])*)"; filename\*=UTF-8''(\S+)$/.exec(
        answer.headers.get('content-disposition') ?? '',
      ) ?? [];
    expect([fallback, decodeURIComponent(extended)]).toEqual(['R?sum? \\"??\\" ?.txt', files[2].name]);
  });

  it('I5: of several is a ZIP that was made on the way, of the length that was announced', async () => {
    const issued = await ticket('1', '2', '4');
    expect(issued).toMatchObject({ name: '3 files.zip', files: 3, failed: [] });
    const answer = await follow(issued.path);
    const zip = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-length')).toBe(String(zip.length));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="3 files.zip"');
    expect(Object.fromEntries(readZip(zip))).toEqual(
      Object.fromEntries([files[1], files[2], files[4]].map(({ name, bytes }) => [name, Buffer.from(bytes)])),
    );
  });

  it('says which files are not among it', async () => {
    const issued = await ticket('1', '9');
    expect(issued).toMatchObject({ name: 'plans.pdf', files: 1, failed: [{ id: '9' }] });
    const refused = await ask({ ids: ['9'] });
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { error_code: 'file_not_found' } }]);
  });

  it.each([
    ['a file', ['3']],
    ['a ZIP', ['1', '3']],
  ])('of damaged bytes breaks off: %s', async (_what, ids) => {
    const answer = await follow((await ticket(...ids)).path);
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
  });
});

describe('S1: a ticket', () => {
  it('is good once', async () => {
    const { path } = await ticket('2');
    expect([(await follow(path)).status, (await follow(path)).status]).toEqual([200, 404]);
  });

  it('is good for half a minute', async () => {
    const { path } = await ticket('2');
    nowMs += 29_999;
    const next = await ticket('2');
    nowMs += 1;
    expect([(await follow(path)).status, (await follow(next.path)).status]).toEqual([404, 200]);
  });

  it('is good in the browser that asked, and no other one uses it up', async () => {
    const other = await enter(host.launchUrl());
    const { path } = await ticket('2');
    expect((await follow(path, other)).status).toBe(404);
    expect((await follow(path)).status).toBe(200);
  });

  it('is given for ids alone, and to pages alone', async () => {
    const bodies = [
      {},
      { ids: [] },
      { ids: ['../etc/passwd'] },
      { ids: Array(1001).fill('1') },
      { ids: ['1'], path: '/' },
    ];
    for (const body of bodies) expect((await ask(body)).status).toBe(400);
    expect((await ask({ ids: ['1'] }, { authorization: `Bearer ${host.programToken}` })).status).toBe(400);
  });
});
