import { describe, expect, it } from 'vitest';
import { call, graphClientRig, json, type Responder, tokensInTurn } from '../../helpers/graph-client-rig.ts';

const read = { method: 'GET', path: '/me', read: ({ json: body }: { json: unknown }) => body } as const;

/** 401 for this many requests, then 200. */
function unauthorised(times: number, headers: Record<string, string> = {}): Responder {
  let left = times;
  return (_request, response) => {
    left -= 1;
    if (left >= 0) json(response, 401, { error: { code: 'InvalidAuthenticationToken', message: '' } }, headers);
    else json(response, 200, { id: 'me' });
  };
}

describe('SM1: 401', () => {
  it('renews the token once and repeats the request with it', async () => {
    const { client, seen, signInsNeeded } = await graphClientRig(unauthorised(1), tokensInTurn('old', 'new'));
    expect(await client.request(call, read)).toMatchObject({ ok: true, value: { id: 'me' } });
    expect(seen.map((request) => request.headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(signInsNeeded).toEqual([]);
  });

  it('asks a person after the second, and sends no third request', async () => {
    const { client, seen, signInsNeeded } = await graphClientRig(unauthorised(9), tokensInTurn('old', 'new', 'newer'));
    expect(await client.request(call, read)).toMatchObject({ ok: false, fault: { kind: 'refused', status: 401 } });
    expect([seen.length, signInsNeeded]).toEqual([2, [call.account]]);
  });

  it('asks a person when there is no other token', async () => {
    const { client, seen, signInsNeeded } = await graphClientRig(unauthorised(9), tokensInTurn('only'));
    expect(await client.request(call, read)).toMatchObject({ ok: false, fault: { kind: 'signInNeeded' } });
    expect([seen.length, signInsNeeded]).toEqual([1, [call.account]]);
  });

  it('passes a claims challenge on to the sign-in', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    const encoded = Buffer.from(claims).toString('base64');
    const challenge = { 'www-authenticate': `Bearer error="insufficient_claims", claims="${encoded}"` };
    const tokens = tokensInTurn('old', 'new');
    const { client } = await graphClientRig(unauthorised(1, challenge), tokens);
    await client.request(call, read);
    expect(tokens.claims).toEqual([claims]);
  });

  it('is no matter of the token at an upload address, which never sees one', async () => {
    const { client, seen, origin } = await graphClientRig(unauthorised(1), tokensInTurn('old', 'new'));
    const upload = { ...read, path: `${origin}/upload`, absolute: true, anonymous: true };
    expect(await client.request(call, upload)).toMatchObject({ ok: false, fault: { status: 401 } });
    expect(seen.map((request) => request.headers.authorization)).toEqual([undefined]);
  });
});

describe('a request', () => {
  it('asks for immutable ids and names itself', async () => {
    const { client, seen } = await graphClientRig((_request, response) => json(response, 200, {}));
    await client.request(call, read);
    expect(seen[0]?.headers).toMatchObject({ prefer: 'IdType="ImmutableId"', 'return-client-request-id': 'true' });
    expect(seen[0]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['seconds', '2', 2_000],
    ['a decimal', '2.128', 2_128],
    ['nothing', null, null],
  ])('SM3: reads Retry-After as %s', async (_name, header, retryAfterMs) => {
    const headers = header === null ? {} : { 'retry-after': header };
    const refuse: Responder = (_request, response) =>
      json(response, 429, { error: { code: 'TooManyRequests' } }, headers);
    const { client } = await graphClientRig(refuse);
    const reply = await client.request(call, read);
    expect(reply).toMatchObject({ ok: false, fault: { status: 429, code: 'TooManyRequests', retryAfterMs } });
  });

  it('does not even try during a long Retry-After, and says until when', async () => {
    const { client, seen } = await graphClientRig((_request, response) =>
      json(response, 429, {}, { 'retry-after': '60' }),
    );
    await client.request(call, read);
    expect(await client.request(call, read)).toMatchObject({
      ok: false,
      fault: { kind: 'paced', because: 'throttled' },
    });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['a redirect', 302, { location: '/elsewhere' }, ''],
    ['a page with 200', 200, { 'content-type': 'text/html; charset=utf-8' }, '<html></html>'],
    ['204 where an answer was due', 204, {}, ''],
    ['200 without a body', 200, {}, ''],
    ['half a JSON', 200, { 'content-type': 'application/json' }, '{"id":'],
  ])('takes %s for no answer, and follows nothing', async (_name, status, headers, body) => {
    const { client, seen } = await graphClientRig((_request, response) =>
      response.writeHead(status, headers).end(body),
    );
    expect(await client.request(call, read)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
    expect(seen).toHaveLength(1);
  });

  it('knows an answer that never came from a connection that was never made', async () => {
    const { client, origin } = await graphClientRig((_request, response) => response.destroy());
    expect(await client.request(call, read)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
    // Nobody listens on the port of a server that has gone.
    const nobody = { ...read, path: origin.replace(/:\d+$/, ':1/v1.0/me'), absolute: true };
    expect(await client.request(call, nobody)).toMatchObject({ ok: false, fault: { kind: 'neverSent' } });
  });

  it('gives up after its time, and then does not know either', async () => {
    const { client } = await graphClientRig(() => undefined);
    const reply = await client.request(call, { ...read, timeoutMs: 50 });
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });

  it('stops when it is told to', async () => {
    const aborter = new AbortController();
    const { client } = await graphClientRig(() => aborter.abort());
    const stopped = { ...call, signal: aborter.signal };
    expect(await client.request(stopped, read)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
    expect(await client.request(stopped, read)).toMatchObject({ ok: false, fault: { kind: 'neverSent' } });
  });

  it('reads no more than it has to of an answer without end', async () => {
    const { client } = await graphClientRig((_request, response) => {
      const more = (): void => void response.write(Buffer.alloc(1_000_000, 32), (error) => error ?? more());
      response.writeHead(200, { 'content-type': 'application/json' });
      more();
    });
    expect(await client.request(call, read)).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });
});
