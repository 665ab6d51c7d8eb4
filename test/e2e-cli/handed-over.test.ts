import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../main/engine.ts';
import { startLocalTenant } from '../../main/cli/start-local-tenant.ts';
import { documentOf, readOutbox, recipient, sendCommand, sendRig, type SendRig } from '../helpers/send-rig.ts';
import type { Moment } from '../helpers/graph-like-server.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { runDocument, sendDocument } from './json-shapes.ts';

/** The server stops at this moment: `reached` says so, and nothing moves before `goOn`. */
function holdAt(rig: SendRig, moment: Moment, nth = 1): { readonly reached: Promise<void>; goOn(): void } {
  const reached = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  rig.server.when(moment, nth, async () => {
    reached.resolve();
    await gate.promise;
  });
  return { reached: reached.promise, goOn: () => gate.resolve() };
}

describe('many at once on one data folder', () => {
  it('C13: 100 submits of one intent in one engine, and ten processes with it, give one row and one mail', async () => {
    const rig = await sendRig();
    const path = rig.file('one.bin', 40_000);
    const host = { env: rig.env, dataDir: rig.dataDir, log: () => undefined, startSandbox: startLocalTenant };
    const engine = await openEngine(host, { work: true });
    onTestFinished(() => engine.close());
    const intent = {
      key: 'one',
      message: { to: [recipient], subject: 'Mail one', text: 'As agreed.', attachments: [{ path }] },
    };
    const processes = Promise.all(Array.from({ length: 10 }, () => rig.run(sendCommand('one', [path]))));
    const submits = await Promise.all(Array.from({ length: 100 }, () => engine.client.outbox.submit(intent)));
    const ended = await processes;

    expect(ended.map(({ code }) => code)).toEqual(Array(10).fill(0));
    const rows = ended.map((each) => sendDocument.parse(documentOf(each)));
    const ids = new Set([...rows.map(({ id }) => id), ...submits.map(({ row }) => row.id)]);
    expect(ids.size).toBe(1);
    expect(submits.filter(({ created }) => created).length).toBeLessThanOrEqual(1);
    expect(await engine.client.outbox.list({})).toHaveLength(1);
    expect(judgeDelivery(rig.server, 'one', [path])).toEqual([]);
  });

  it('two sends at the same time both arrive, whichever owns the folder', async () => {
    const rig = await sendRig();
    const path = rig.file('both.bin', 2_000_000);
    for (const round of [1, 2]) {
      const keys = [`left-${round}`, `right-${round}`];
      const ended = await Promise.all(keys.map((key) => rig.run(sendCommand(key, [path]))));
      expect(ended.map(({ code }) => code)).toEqual([0, 0]);
      expect(ended.map(({ stderr }) => stderr).join()).not.toContain('Details:');
      for (const key of keys) expect(judgeDelivery(rig.server, key, [path])).toEqual([]);
    }
    expect(readOutbox(rig.dataDir)).toHaveLength(4);
  });
});

describe('a command that another process does the work for', () => {
  it('run waits for the work of a send and counts it, though that send ends first', async () => {
    const rig = await sendRig();
    const path = rig.file('large.bin', 3_400_000);
    const held = holdAt(rig, 'chunk.stored');
    const sending = rig.start([...sendCommand('owner', [path]), '--json']);
    await held.reached;
    const running = rig.start(['run', '--until-idle', '--json']);
    await running.said('Uploading');
    held.goOn();
    const [sent, ran] = await Promise.all([sending.ended, running.ended]);
    expect({ sent: sent.code, ran: ran.code }).toEqual({ sent: 0, ran: 0 });
    expect(runDocument.parse(documentOf(ran))).toEqual({ done: 1, failed: 0, dead: 0, unconfirmed: 0, waiting: 0 });
    expect(judgeDelivery(rig.server, 'owner', [path])).toEqual([]);
  });

  it('a send goes on by itself when the owner is killed, without the file that it was given', async () => {
    const rig = await sendRig();
    const owned = rig.file('owner.bin', 3_400_000);
    const handed = rig.file('handed.bin', 40_000);
    const held = holdAt(rig, 'chunk.stored');
    const alsoHeld = holdAt(rig, 'draft.heard', 2);
    const owner = rig.start([...sendCommand('owner', [owned]), '--json']);
    await held.reached;
    const other = rig.start([...sendCommand('handed', [handed]), '--json']);
    await other.said('Saved');
    await alsoHeld.reached;
    rmSync(handed);
    owner.kill('SIGKILL');
    await owner.ended;
    held.goOn();
    alsoHeld.goOn();
    const ended = await other.ended;
    expect(ended.stderr).toContain('this one goes on');
    expect(ended).toMatchObject({ code: 0 });
    expect(sendDocument.parse(documentOf(ended))).toMatchObject({ key: 'handed', state: 'sent' });
    expect((await rig.run(['run'])).code).toBe(0);
    expect(rig.server.sent.map(({ subject }) => subject).sort()).toEqual(['Mail handed', 'Mail owner']);
    expect(judgeDelivery(rig.server, 'owner', [owned])).toEqual([]);
  });

  it('run goes on by itself when the owner is killed', async () => {
    const rig = await sendRig();
    const path = rig.file('large.bin', 3_400_000);
    const held = holdAt(rig, 'chunk.stored', 2);
    const owner = rig.start([...sendCommand('owner', [path]), '--json']);
    await held.reached;
    const running = rig.start(['run', '--json']);
    await running.said('Uploading');
    owner.kill('SIGKILL');
    held.goOn();
    const ran = await running.ended;
    expect(ran).toMatchObject({ code: 0 });
    expect(runDocument.parse(documentOf(ran))).toMatchObject({ done: 1, waiting: 0 });
    expect(judgeDelivery(rig.server, 'owner', [path])).toEqual([]);
  });
});
