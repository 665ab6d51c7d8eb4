import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { batchingClient } from '../../../main/adapters/graph/batching-client.ts';
import type { GraphClient } from '../../../main/adapters/graph/graph-client.ts';
import { graphMailService } from '../../../main/adapters/graph/graph-mail-service.ts';
import { decideSendAnswer } from '../../../main/core/outbox/decide-send-answer.ts';
import type { Reply } from '../../../main/core/ports/reply.ts';
import { systemClock } from '../../../main/engine/system-ports.ts';
import {
  call,
  graphClientRig,
  json,
  noGovernor,
  type SeenRequest,
  tokensInTurn,
} from '../../helpers/graph-client-rig.ts';

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}
type Answer = (parts: readonly Part[], response: ServerResponse) => void;

const together = { ...call, urgency: 'bulk', mayBatch: true } as const;

/** A service that answers batches as the test says; single requests are accepted. */
async function rig(answer: Answer, governor = noGovernor) {
  const server = await graphClientRig(
    (request, response) => {
      if (request.url !== '/v1.0/$batch')
        return json(response, request.url.endsWith('/send') ? 202 : 200, { id: 'alone' });
      answer(partsOf(request), response);
    },
    tokensInTurn('token-1', 'token-2'),
    governor,
  );
  const client = batchingClient({ client: server.client, governor, clock: systemClock, sendsAtOnce: 20 });
  return { ...server, client, mail: graphMailService(client, { sendTimeoutMs: 5_000 }) };
}

function partsOf(request: SeenRequest): readonly Part[] {
  return (JSON.parse(request.body.toString()) as { requests: Part[] }).requests;
}

const ok = (parts: readonly Part[]): object[] =>
  parts.map(({ id, method }) => ({ id, status: method === 'POST' ? 202 : 200, body: { id: `m${id}`, isDraft: true } }));

const answerAll: Answer = (parts, response) => json(response, 200, { responses: ok(parts) });

/** The service is known to answer batches before anything is sent in one. */
async function warm(client: GraphClient): Promise<void> {
  const ask = (path: string) => client.request(together, { method: 'GET', path, read: () => true });
  await Promise.all([ask('/me/messages/a'), ask('/me/messages/b')]);
}

function verdicts(replies: readonly Reply<null>[]): string[] {
  return replies.map((reply) => decideSendAnswer(reply).kind);
}

describe('MP8: requests that travel as one', () => {
  it('goes as one batch of at most twenty, and each caller gets its own answer, whatever their order', async () => {
    const { client, seen } = await rig((parts, response) => json(response, 200, { responses: ok(parts).toReversed() }));
    const paths = Array.from({ length: 23 }, (_, n) => `/me/messages/${String(n)}`);
    const replies = await Promise.all(
      paths.map((path) =>
        client.request(together, { method: 'GET', path, read: (answer) => (answer.json as { id: string }).id }),
      ),
    );
    expect(seen.map((request) => partsOf(request).length)).toEqual([20, 3]);
    const asked = seen.flatMap(partsOf).map(({ url }) => url);
    expect(asked).toEqual(paths);
    const expected = [...Array.from({ length: 20 }, (_, n) => `m${String(n)}`), 'm0', 'm1', 'm2'];
    expect(replies.map((reply) => reply.ok && reply.value)).toEqual(expected);
  });

  it('sends nothing in a batch before the service has answered one', async () => {
    const { mail, client, seen } = await rig(answerAll);
    expect(verdicts(await Promise.all([mail.sendDraft(together, 'a'), mail.sendDraft(together, 'b')]))).toEqual([
      'accepted',
      'accepted',
    ]);
    expect(seen.map(({ url }) => url)).toEqual(['/v1.0/me/messages/a/send', '/v1.0/me/messages/b/send']);
    await warm(client);
    await Promise.all([mail.sendDraft(together, 'c'), mail.sendDraft(together, 'd')]);
    expect(partsOf(seen[3] ?? never()).map(({ url }) => url)).toEqual(['/me/messages/c/send', '/me/messages/d/send']);
  });

  it('takes each part for itself: accepted, throttled, refused, sealed anew, of unknown effect, and without an answer', async () => {
    const statuses = [202, 429, 400, 412, 503, 404];
    const { mail, client } = await rig((parts, response) => {
      if (!parts.some(({ url }) => url.endsWith('/send'))) return json(response, 200, { responses: ok(parts) });
      const told = parts.slice(0, 6).map(({ id }, n) => ({
        id,
        status: statuses[n],
        headers: statuses[n] === 429 ? { 'Retry-After': '7' } : {},
        body: statuses[n] === 202 ? undefined : { error: { code: 'X', message: 'Said so.' } },
      }));
      json(response, 200, { responses: told });
    });
    await warm(client);
    const replies = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => mail.sendDraft(together, id)));
    expect(verdicts(replies)).toEqual(['accepted', 'notSent', 'refused', 'sealAgain', 'unknown', 'unknown', 'unknown']);
    expect(replies[1]).toMatchObject({ ok: false, fault: { status: 429, retryAfterMs: 7_000 } });
    expect(replies[6]).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });

  it('believes no answer that speaks of a part twice, and none that is not one of a batch', async () => {
    let body: object = {};
    const { mail, client } = await rig((parts, response) =>
      json(response, 200, parts[0]?.url.endsWith('/send') === true ? body : { responses: ok(parts) }),
    );
    await warm(client);
    const send = async () =>
      verdicts(await Promise.all([mail.sendDraft(together, 'a'), mail.sendDraft(together, 'b')]));
    body = {
      responses: [
        { id: '0', status: 202 },
        { id: '0', status: 400 },
        { id: '1', status: 202 },
      ],
    };
    expect(await send()).toEqual(['unknown', 'accepted']);
    body = { responses: [{ id: '7', status: 202 }, { status: 202 }, { id: '1', status: '202' }] };
    expect(await send()).toEqual(['unknown', 'unknown']);
    body = { all: 'sent' };
    expect(await send()).toEqual(['unknown', 'unknown']);
  });

  it.each([
    ['the answer is lost', (response: ServerResponse) => response.destroy(), 'unknown'],
    ['the service has a trouble', (response: ServerResponse) => json(response, 503, {}), 'unknown'],
    ['the service says 404', (response: ServerResponse) => json(response, 404, {}), 'unknown'],
    [
      'the whole batch is throttled',
      (response: ServerResponse) => json(response, 429, {}, { 'retry-after': '3' }),
      'notSent',
    ],
  ])('knows of every part of a batch that sends what is proven when %s', async (_, fail, verdict) => {
    const { mail, client } = await rig((parts, response) => {
      if (parts[0]?.url.endsWith('/send') === true) fail(response);
      else json(response, 200, { responses: ok(parts) });
    });
    await warm(client);
    const replies = await Promise.all([mail.sendDraft(together, 'a'), mail.sendDraft(together, 'b')]);
    expect(verdicts(replies)).toEqual([verdict, verdict]);
  });

  it('asks one by one, and never in a batch again, where the service knows no batches', async () => {
    const { client, seen } = await rig((_, response) => json(response, 501, { error: { code: 'NotImplemented' } }));
    const ask = (id: string) =>
      client.request(together, { method: 'GET', path: `/me/messages/${id}`, read: () => true });
    await Promise.all([ask('a'), ask('b')]);
    const urls = () => seen.map(({ url }) => url.replace('/v1.0', ''));
    expect(urls()).toEqual(['/$batch']);
    await Promise.all([ask('c'), ask('d')]);
    expect(urls().filter((url) => url === '/$batch')).toHaveLength(2);
  });

  it('repeats alone a part whose token was refused, with another token', async () => {
    const { client, seen } = await rig((parts, response) => {
      json(response, 200, { responses: parts.map(({ id }) => ({ id, status: id === '0' ? 401 : 200, body: {} })) });
    });
    const ask = (path: string) => client.request(together, { method: 'GET', path, read: () => true });
    const replies = await Promise.all([ask('/me/messages/a'), ask('/me/messages/b')]);
    expect(replies.map(({ ok: isOk }) => isOk)).toEqual([true, true]);
    expect(seen.map(({ url }) => url)).toEqual(['/v1.0/$batch', '/v1.0/me/messages/a']);
  });

  it('lets a call go alone that may not wait, that carries a file, or whose mailbox has too few places', async () => {
    const { client, seen } = await rig(answerAll);
    const ask = (mayBatch: boolean, text: string) =>
      client.request({ ...together, mayBatch }, { method: 'PATCH', path: '/me/x', json: { text }, read: () => true });
    await Promise.all([ask(false, ''), ask(false, ''), ask(true, 'x'.repeat(100_001)), ask(true, 'x')]);
    expect(seen.map(({ url }) => url)).not.toContain('/v1.0/$batch');

    const narrow = await rig(answerAll, { ...noGovernor, concurrency: () => 3 });
    await warm(narrow.client);
    expect(narrow.seen.map(({ url }) => url)).toEqual(['/v1.0/me/messages/a', '/v1.0/me/messages/b']);
  });
});

it('notices a batch whose answer is taken as "all sent"', async () => {
  const { client, mail } = await rig((parts, response) => {
    const told = parts[0]?.url.endsWith('/send') === true ? [{ id: '0', status: 202 }] : ok(parts);
    json(response, 200, { responses: told });
  });
  await warm(client);
  const careless = async (id: string): Promise<Reply<null>> => {
    await mail.sendDraft(together, id);
    return { ok: true, value: null, requestId: null };
  };
  const honest = verdicts(await Promise.all([mail.sendDraft(together, 'a'), mail.sendDraft(together, 'b')]));
  const planted = verdicts(await Promise.all([careless('a'), careless('b')]));
  expect(honest).toEqual(['accepted', 'unknown']);
  expect(planted).not.toEqual(honest);
});

function never(): never {
  throw new Error('no such request');
}
