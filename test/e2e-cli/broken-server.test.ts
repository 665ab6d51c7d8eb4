import { describe, expect, it, vi } from 'vitest';
import type { Breakage } from '../helpers/graph-like-server.ts';
import { documentOf, queueCommand, sendCommand, sendRig, type SendRig } from '../helpers/send-rig.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { outboxListDocument, runDocument, sendDocument } from './json-shapes.ts';
import { patiently } from '../helpers/patiently.ts';

async function onlyRow(rig: SendRig) {
  const [row] = outboxListDocument.parse(documentOf(await rig.run(['outbox', 'list'])));
  if (row === undefined) throw new Error('the message is gone');
  return row;
}

function draftsLeft({ server }: SendRig): number {
  return [...server.mailbox.messages.values()].filter(({ isDraft }) => isDraft).length;
}

describe('a server that never gives a sane answer', () => {
  it.each<[Breakage, string, RegExp]>([
    ['html', 'provider_unavailable', /^The connection was lost while .+ Nothing is lost\.$/],
    ['halfJson', 'provider_unavailable', /^The connection was lost while .+ Nothing is lost\.$/],
    ['closed', 'provider_unavailable', /^The connection was lost while .+ Nothing is lost\.$/],
    [500, 'graph_5xx', /^Microsoft 365 had a trouble of its own while .+ Nothing is lost\.$/],
  ])(
    'U3: %s: run gives the message to a person after ten attempts, and resume sends it once',
    async (breakage, code, says) => {
      const rig = await sendRig();
      const path = rig.file('small.bin', 40_000);
      await rig.run(queueCommand('broken', [path]));
      rig.server.break(breakage);
      const run = await rig.run(['run', '--until-idle'], { env: { MS_RETRY_BASE_MS: '10' } });
      expect(run).toMatchObject({ code: 1 });
      expect(runDocument.parse(documentOf(run))).toEqual({ done: 0, failed: 0, dead: 1, unconfirmed: 0, waiting: 0 });
      const row = await onlyRow(rig);
      expect(row).toMatchObject({ state: 'needsYou', error: { error_code: code, retriable: true } });
      expect(row.reason).toMatch(says);

      rig.server.heal();
      expect(await rig.run(['outbox', 'resume', row.id])).toMatchObject({ code: 0 });
      expect(await rig.run(['run', '--until-idle'])).toMatchObject({ code: 0 });
      expect(judgeDelivery(rig.server, 'broken', [path])).toEqual([]);
      expect(draftsLeft(rig)).toBe(0);
    },
  );

  it('U3: run goes on trying while it is worth it, says why, and ends when the server is sane again', async () => {
    const rig = await sendRig();
    await rig.run(queueCommand('patient', []));
    rig.server.break(500);
    const running = rig.start(['run', '--until-idle', '--json'], { env: { MS_RETRY_BASE_MS: '1500' } });
    await running.said('Microsoft 365 had a trouble of its own');
    const row = await onlyRow(rig);
    expect(row).toMatchObject({ key: 'patient', error: { error_code: 'graph_5xx' } });
    rig.server.heal();
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(judgeDelivery(rig.server, 'patient', [])).toEqual([]);
  });

  it('U3: one that hears and never answers does not keep run from ending when it is told to', async () => {
    const rig = await sendRig();
    await rig.run(queueCommand('silent', []));
    rig.server.break('silent');
    const running = rig.start(['run', '--until-idle', '--json']);
    await running.said('Uploading');
    running.kill('SIGTERM');
    const stopped = await running.ended;
    expect(stopped).toMatchObject({ code: 75 });
    expect(runDocument.parse(documentOf(stopped))).toMatchObject({ dead: 0, unconfirmed: 0, waiting: 1 });
    expect(stopped.stderr).toContain('mailroom run continues it');
    rig.server.heal();
    expect(await rig.run(['run', '--until-idle'])).toMatchObject({ code: 0 });
    expect(judgeDelivery(rig.server, 'silent', [])).toEqual([]);
  });

  it('MP1: one that refuses every token ends the wait with 75, and a good token continues', async () => {
    const rig = await sendRig();
    rig.server.changeToken('another-token');
    const waiting = await rig.run(sendCommand('token', []));
    expect(waiting).toMatchObject({ code: 75 });
    expect(sendDocument.parse(documentOf(waiting))).toMatchObject({
      state: 'paused',
      reason: expect.stringContaining('sign in') as string,
      error: { error_code: 'oauth_token_expired' },
    });
    expect(waiting.stderr).toContain('mailroom login, or another MS_ACCESS_TOKEN; then mailroom run continues it');
    const again = await rig.run(['run', '--until-idle']);
    expect(again).toMatchObject({ code: 75 });
    expect(runDocument.parse(documentOf(again))).toMatchObject({ dead: 0, waiting: 1 });
    const env = { MS_ACCESS_TOKEN: 'another-token' };
    expect(await rig.run(sendCommand('token', []), { env })).toMatchObject({ code: 0 });
    expect(judgeDelivery(rig.server, 'token', [])).toEqual([]);
  });
});

describe('a server whose answer to Send is lost', () => {
  it.each([
    ['before the mail left', 'send.heard'],
    ['after the mail left', 'send.done'],
  ] as const)('C13: %s: it arrives once', async (_, moment) => {
    const rig = await sendRig();
    rig.server.when(moment, 1, () => 'drop');
    const ended = await rig.run(sendCommand('lost', []));
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stderr).toContain('Unconfirmed');
    expect(judgeDelivery(rig.server, 'lost', [])).toEqual([]);
  });

  it('C13: whoever stops waiting meanwhile gets 3, and run finds out', async () => {
    const rig = await sendRig();
    rig.server.when('send.done', 1, () => 'drop');
    const sending = rig.start([...sendCommand('unsure', []), '--json'], { env: { MS_SEND_SETTLE_MS: '60000' } });
    await sending.said('Unconfirmed');
    sending.kill('SIGINT');
    const ended = await sending.ended;
    expect(ended).toMatchObject({ code: 3 });
    expect(sendDocument.parse(documentOf(ended))).toMatchObject({
      state: 'unconfirmed',
      error: { error_code: 'send_unconfirmed' },
    });
    const { id } = await onlyRow(rig);
    expect(await rig.run(['outbox', 'look', id])).toMatchObject({ code: 0 });
    await vi.waitFor(async () => expect(await rig.run(['run', '--until-idle'])).toMatchObject({ code: 0 }), patiently);
    expect(judgeDelivery(rig.server, 'unsure', [])).toEqual([]);
  });
});
