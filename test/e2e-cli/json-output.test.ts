import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Ended } from '../helpers/mailroom-process.ts';
import { documentOf, openSendRig, queueCommand, sendCommand, type SendRig } from '../helpers/send-rig.ts';
import {
  accountsDocument,
  doctorDocument,
  errorDocument,
  outboxListDocument,
  runDocument,
  sendDocument,
} from './json-shapes.ts';

let rig: SendRig;
beforeAll(async () => {
  rig = await openSendRig({ latencyMs: 20 });
});
afterAll(() => rig.close());

/** One document of exactly this shape on stdout, and no control character but the line's end anywhere. */
function read<T extends z.ZodType>(ended: Ended, shape: T): z.infer<T> {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(ended.stdout + ended.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  return shape.parse(documentOf(ended));
}

describe('L2: with --json', () => {
  it('send prints the message as it ended, and progress on stderr: state, confirmed bytes, rate', async () => {
    const sent = await rig.run(sendCommand('first', [rig.file('plan.bin', 3_400_000)]));
    expect(sent).toMatchObject({ code: 0 });
    expect(read(sent, sendDocument)).toMatchObject({
      key: 'first',
      state: 'sent',
      draftId: expect.any(String) as string,
      sentId: expect.any(String) as string,
      attachments: [{ name: 'plan.bin', sizeBytes: 3_400_000, confirmedBytes: 3_400_000, state: 'attached' }],
    });
    expect(sent.stderr).toMatch(/^"Mail first" · Uploading · 1\.3 of 3\.4 MB · [\d.]+ [kM]B\/s · about \d+ s$/m);
    expect(sent.stderr).toMatch(/^"Mail first" · In Sent Items · 3\.4 of 3\.4 MB$/m);
  });

  it('send without --wait ends with 75, and outbox list shows the message', async () => {
    const queued = await rig.run(queueCommand('second', []));
    expect(queued).toMatchObject({ code: 75 });
    const { id } = read(queued, sendDocument);
    const rows = read(await rig.run(['outbox', 'list']), outboxListDocument);
    expect(rows.map(({ key, state, subject }) => ({ key, state, subject }))).toEqual([
      { key: 'second', state: 'checked', subject: 'Mail second' },
      { key: 'first', state: 'sent', subject: 'Mail first' },
    ]);
    expect(rows[0]).toMatchObject({ id });
  });

  it('run counts what it did, and says nothing more with --quiet', async () => {
    const run = await rig.run(['run', '--until-idle', '--quiet']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(read(run, runDocument)).toEqual({ done: 1, failed: 0, dead: 0, unconfirmed: 0, waiting: 0 });
    expect(read(await rig.run(['run']), runDocument)).toEqual({
      done: 0,
      failed: 0,
      dead: 0,
      unconfirmed: 0,
      waiting: 0,
    });
  });

  it('a cancelled message ends every later wait for its key with 1', async () => {
    const { id } = read(await rig.run(queueCommand('cancelled', [])), sendDocument);
    expect(await rig.run(['outbox', 'cancel', id])).toMatchObject({ code: 0 });
    const again = await rig.run(sendCommand('cancelled', []));
    expect(again).toMatchObject({ code: 1 });
    expect(read(again, sendDocument)).toMatchObject({ id, state: 'cancelled' });
    expect(rig.server.sent.map(({ subject }) => subject)).not.toContain('Mail cancelled');
  });

  it('accounts shows the account that the token stands for', async () => {
    expect(read(await rig.run(['accounts']), accountsDocument)).toEqual([
      {
        address: 'foreign@sandbox.example',
        tenant: new URL(rig.server.graphBaseUrl).host,
        cloud: 'custom',
        state: 'connected',
        scopes: ['Mail.ReadWrite', 'Mail.Send', 'User.Read'],
      },
    ]);
  });

  it('doctor names what is set, without secrets, and ends with 1 when something is wrong', async () => {
    const well = await rig.run(['doctor']);
    const report = read(well, doctorDocument);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect({ code: well.code, ok: report.ok }).toEqual({ code: 0, ok: true });
    expect(report.checks.map(({ name }) => name)).toContain('MS_GRAPH_BASE_URL');
    expect(well.stdout).not.toContain(rig.server.token);
    rig.server.break(500);
    const ill = await rig.run(['doctor']);
    rig.server.heal();
    expect(ill).toMatchObject({ code: 1 });
    expect(read(ill, doctorDocument)).toMatchObject({ ok: false });
  });

  it('SM4: an error is a document of its own shape', async () => {
    const missing = await rig.run(['outbox', 'show', '01890a5d-ac96-774b-bcce-b302099a8057']);
    expect(missing).toMatchObject({ code: 1 });
    expect(read(missing, errorDocument)).toMatchObject({ error: { error_code: 'message_not_found', field: 'id' } });
  });
});

describe('L2: without --json', () => {
  it('results are words on stdout, and a pipe gets no colours and no moving bars', async () => {
    const ended = await rig.start([...sendCommand('words', [rig.file('notes.bin', 40_000)])]).ended;
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toMatch(
      /^In Sent Items\n {2}"Mail words" · 1 recipient · 1 file · 40 of 40 kB\n {2}id [0-9a-f-]{36} · key words\n$/,
    );
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expect(ended.stdout + ended.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});
