import { describe, expect, it } from 'vitest';
import type { GraphDownload } from '../../../main/adapters/graph/graph-client.ts';
import {
  call,
  graphClientRig,
  json,
  noGovernor,
  type Responder,
  tokensInTurn,
} from '../../helpers/graph-client-rig.ts';

const file: GraphDownload<string> = {
  path: '/me/messages/m/attachments/a/$value',
  async receive(_head, body) {
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    return Buffer.concat(parts).toString();
  },
};

function answer(status: number, headers: Record<string, string>, body = ''): Responder {
  return (_request, response) => void response.writeHead(status, headers).end(body);
}

describe('a download', () => {
  it('asks for the bytes as they are, with a token, by name', async () => {
    const { client, seen } = await graphClientRig(answer(200, { 'request-id': 'r-1' }, 'bytes'));
    expect(await client.download(call, file)).toEqual({ ok: true, value: 'bytes', requestId: 'r-1' });
    expect(seen[0]?.headers).toMatchObject({
      accept: '*/*',
      'accept-encoding': 'identity',
      authorization: 'Bearer token-1',
      prefer: 'IdType="ImmutableId"',
    });
    expect(seen[0]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('renews the token once, as any request does', async () => {
    let first = true;
    const respond: Responder = (_request, response) => {
      if (first) json(response, 401, {});
      else response.end('bytes');
      first = false;
    };
    const { client, seen, signInsNeeded } = await graphClientRig(respond, tokensInTurn('old', 'new'));
    expect(await client.download(call, file)).toMatchObject({ ok: true, value: 'bytes' });
    expect(seen.map((request) => request.headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(signInsNeeded).toEqual([]);
  });

  it('asks a person after a second 401', async () => {
    const { client, signInsNeeded } = await graphClientRig(answer(401, {}), tokensInTurn('old', 'new'));
    expect(await client.download(call, file)).toMatchObject({ ok: false, fault: { kind: 'refused', status: 401 } });
    expect(signInsNeeded).toEqual([call.account]);
  });

  it('GW4: keeps to Retry-After, and so do all other requests', async () => {
    const { client, seen } = await graphClientRig(answer(429, { 'retry-after': '60' }));
    const refused = { ok: false, fault: { kind: 'refused', status: 429, retryAfterMs: 60_000 } };
    expect(await client.download(call, file)).toMatchObject(refused);
    const paced = { ok: false, fault: { kind: 'paced', because: 'throttled' } };
    expect(await client.download(call, file)).toMatchObject(paced);
    expect(await client.request(call, { method: 'GET', path: '/me', read: () => null })).toMatchObject(paced);
    expect(seen).toHaveLength(1);
  });

  it('GW6: holds its place in the pace until its last byte is taken, whatever becomes of it', async () => {
    const steps: string[] = [];
    const permit = { release: () => void steps.push('released') };
    const governor = { ...noGovernor, admit: () => Promise.resolve({ kind: 'go', permit } as const) };
    const { client } = await graphClientRig(answer(200, {}, 'bytes'), tokensInTurn('t'), governor);
    await client.download(call, {
      ...file,
      async receive(head, body) {
        const text = await file.receive(head, body);
        steps.push('taken');
        return text;
      },
    });
    const failing = { ...file, receive: () => Promise.reject(new Error('the disk is broken')) };
    await expect(client.download(call, failing)).rejects.toThrow('the disk is broken');
    expect(steps).toEqual(['taken', 'released', 'released']);
  });

  it('follows no redirect, and takes what its reader cannot use for no answer', async () => {
    const redirecting = await graphClientRig(answer(302, { location: '/elsewhere' }));
    expect(await redirecting.client.download(call, file)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
    expect(redirecting.seen).toHaveLength(1);
    const { client } = await graphClientRig(answer(200, {}, 'bytes'));
    const choosy = { ...file, receive: () => Promise.resolve(undefined) };
    expect(await client.download(call, choosy)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });
});

describe('a page that answers a download', () => {
  const page = '<html></html>';
  const html = { 'content-type': 'Text/HTML; charset=utf-8' };
  const theFile = { ok: true, value: page };

  it("is somebody else's when nothing speaks for the service", async () => {
    const { client } = await graphClientRig(answer(200, html, page));
    expect(await client.download(call, file)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
    const picture = { ...file, contentType: 'image/png' };
    expect(await client.download(call, picture)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });

  it('is the file when the service put its own id on the answer', async () => {
    const { client } = await graphClientRig(answer(200, { ...html, 'request-id': 'r-1' }, page));
    expect(await client.download(call, file)).toMatchObject(theFile);
  });

  it('is the file when the answer repeats the id of the request', async () => {
    const { client } = await graphClientRig((request, response) => {
      const echoed = { 'client-request-id': String(request.headers['client-request-id']) };
      response.writeHead(200, { ...html, ...echoed }).end(page);
    });
    expect(await client.download(call, file)).toMatchObject(theFile);
  });

  it('is the file when a page was announced', async () => {
    const { client } = await graphClientRig(answer(200, html, page));
    expect(await client.download(call, { ...file, contentType: 'text/html' })).toMatchObject(theFile);
  });
});
