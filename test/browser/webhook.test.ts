import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendRaw } from './raw-request.ts';
import { unpromisedBody } from '../helpers/unpromised-body.ts';
import { bodyOf, notification, webhookRig } from '../helpers/webhook-rig.ts';
import { clientState, subscriptionId } from '../helpers/webhook-secrets.ts';

const notifications = '/graph/notifications';
const live = ['ready', 'waiting', 'leased'] as const;

describe('GW0 GW1: the listener for notifications', () => {
  it('has the work of a genuine notification on disk when it answers 202, once for each message', async () => {
    const rig = await webhookRig();
    for (let times = 0; times < 10; times += 1) {
      const answer = await rig.post(notifications, bodyOf(notification('AAA='), notification('aaa=')));
      expect(answer.status).toBe(202);
      expect(await answer.text()).toBe('');
    }
    expect(rig.jobs.list({}).map(({ dedupeKey }) => dedupeKey)).toEqual(['sender:aaa=', 'sender:AAA=']);
  });

  it('answers the same to a wrong secret and does nothing', async () => {
    const rig = await webhookRig();
    const wrong = ['', 'x', clientState.slice(1), `${clientState}x`, clientState.toUpperCase(), '\u{0}'];
    const items = wrong.map((guess) => notification('AAA=', { clientState: guess }));
    const answer = await rig.post(notifications, bodyOf(...items, notification('AAA=', { subscriptionId: 'other' })));
    expect([answer.status, rig.jobs.count(live)]).toEqual([202, 0]);
    expect(rig.logged).toEqual([['webhook.refused', { count: items.length + 1 }]]);
  });

  it('answers 503, so that the service comes again, when the work could not be stored', async () => {
    const rig = await webhookRig({
      marks: () => ({
        takeIn() {
          throw new Error('disk full');
        },
      }),
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => rig.post(notifications, bodyOf(notification(`m${String(n)}`)))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  });

  it('keeps neither mark nor job when one of both cannot be stored', async () => {
    let broken = true;
    const rig = await webhookRig({
      marks: (real) => ({
        takeIn: (marks, act, nowMs) =>
          real.takeIn(
            marks,
            (mark) => {
              act(mark);
              if (broken) throw new Error('power cut');
            },
            nowMs,
          ),
      }),
    });
    expect((await rig.post(notifications, bodyOf(notification('m')))).status).toBe(503);
    expect(rig.jobs.count(live)).toBe(0);
    broken = false;
    expect((await rig.post(notifications, bodyOf(notification('m')))).status).toBe(202);
    expect(rig.jobs.count(live)).toBe(1);
  });

  it('asks the service to come again when too much is open', async () => {
    const rig = await webhookRig({ maxOpenJobs: 1 });
    expect((await rig.post(notifications, bodyOf(notification('a')))).status).toBe(202);
    expect((await rig.post(notifications, bodyOf(notification('b')))).status).toBe(503);
  });

  it('GW5: looks into the folder after every lifecycle event', async () => {
    const rig = await webhookRig();
    for (const lifecycleEvent of ['missed', 'subscriptionRemoved', 'reauthorizationRequired']) {
      await rig.post('/graph/lifecycle', bodyOf({ subscriptionId, clientState, lifecycleEvent }));
    }
    expect(rig.lookedAt).toEqual(['inbox', 'inbox', 'inbox']);
    expect(rig.jobs.list({}).map(({ kind }) => kind)).toEqual(['ingest.subscribe']);
  });

  it('echoes nothing while no subscription is being made', async () => {
    const rig = await webhookRig();
    const answer = await rig.post(`${notifications}?validationToken=%3Cscript%3E`, '');
    expect([answer.status, await answer.text()]).toEqual([400, '']);
  });

  it.each([
    ['another Host', { host: 'evil.example' }, 'POST', notifications, 421],
    ['a Host that only begins like ours', { host: '127.0.0.1.evil.example' }, 'POST', notifications, 421],
    ['no Host', {}, 'POST', notifications, 421],
    ['GET', null, 'GET', notifications, 405],
    ['OPTIONS', null, 'OPTIONS', notifications, 405],
    ['another path', null, 'POST', '/', 404],
    ['a path below ours', null, 'POST', `${notifications}/x`, 404],
    ['the whole product', null, 'GET', '/launch', 404],
  ])('refuses %s', async (_, headers, method, path, status) => {
    const rig = await webhookRig();
    const { host, port } = new URL(rig.origin);
    const answer = await sendRaw(Number(port), { method, path, headers: headers ?? { host } });
    expect(answer.status).toBe(status);
  });

  it('takes 1 MiB and not one byte more, told or not', async () => {
    const rig = await webhookRig();
    const frame = bodyOf(notification('m', { filler: '' })).length;
    const fits = bodyOf(notification('m', { filler: 'x'.repeat(2 ** 20 - frame) }));
    expect((await rig.post(notifications, fits)).status).toBe(202);
    expect((await rig.post(notifications, `${fits} `)).status).toBe(413);
    const chunked = new Blob([fits, ' ']).stream();
    const untold = await fetch(rig.origin + notifications, { method: 'POST', body: chunked, duplex: 'half' } as object);
    expect(untold.status).toBe(413);
  });
});

describe('1,000 bodies that nobody promised', () => {
  it('never crash it, never make a job, and never get a 5xx', async () => {
    const rig = await webhookRig();
    await fc.assert(
      fc.asyncProperty(unpromisedBody, fc.constantFrom(notifications, '/graph/lifecycle'), async (sent, path) => {
        const answer = await rig.post(path, sent);
        expect([202, 400]).toContain(answer.status);
      }),
      { numRuns: 1_000 },
    );
    expect(rig.jobs.count([...live, 'dead', 'done'])).toBe(0);
    expect((await rig.post(notifications, bodyOf(notification('still-there')))).status).toBe(202);
  });
});
