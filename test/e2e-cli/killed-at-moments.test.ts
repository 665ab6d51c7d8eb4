import { describe, expect, it, vi } from 'vitest';
import type { Moment } from '../helpers/graph-like-server.ts';
import { processesOn } from '../helpers/mailroom-process.ts';
import { sendCommand, sendRig, type SendRig } from '../helpers/send-rig.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { killForGood, oneMail, recoverAfterDeath } from './recover.ts';
import { patiently } from '../helpers/patiently.ts';

const filesOf = (rig: SendRig): readonly string[] => [rig.file('small.bin', 40_000), rig.file('large.bin', 3_400_000)];

/** Sends, and kills when the server comes to this moment for the nth time. */
async function killAt(rig: SendRig, paths: readonly string[], moment: Moment, nth: number, drop: boolean) {
  const heard = Promise.withResolvers<void>();
  const dead = Promise.withResolvers<void>();
  rig.server.when(moment, nth, async () => {
    heard.resolve();
    await dead.promise;
    return drop ? 'drop' : undefined;
  });
  const sending = rig.start([...sendCommand('killed', paths), '--json']);
  await Promise.race([heard.promise, sending.ended]);
  await killForGood(sending, rig);
  dead.resolve();
}

describe('a send whose process is killed', () => {
  it.each<[Moment, number, 'goes on' | 'forgets it']>([
    ['draft.heard', 1, 'goes on'],
    ['draft.heard', 1, 'forgets it'],
    ['draft.made', 1, 'goes on'],
    ['file.attached', 1, 'goes on'],
    ['session.opened', 1, 'goes on'],
    ['chunk.half', 3, 'goes on'],
    ['chunk.stored', 6, 'goes on'],
    ['send.heard', 1, 'goes on'],
    ['send.heard', 1, 'forgets it'],
    ['send.done', 1, 'goes on'],
  ])('C13: arrives once when that is at %s %i and the server %s', async (moment, nth, then) => {
    const rig = await sendRig();
    const paths = filesOf(rig);
    await killAt(rig, paths, moment, nth, then === 'forgets it');
    expect(await recoverAfterDeath(rig, 'killed', paths)).toEqual(oneMail);
  });

  it('leaves no process behind that works on the data folder', async () => {
    const rig = await sendRig();
    const heard = Promise.withResolvers<void>();
    rig.server.when('chunk.half', 1, () => heard.resolve());
    const sending = rig.start([...sendCommand('killed', filesOf(rig)), '--json']);
    await heard.promise;
    expect(processesOn(rig.dataDir)).toContain(sending.pid);
    await killForGood(sending, rig);
    expect(processesOn(rig.dataDir)).toEqual([]);
  });
});

describe('the judge of these tests', () => {
  it('catches a mail that went twice, one that never went, one with a wrong byte, and a broken rule', async () => {
    const rig = await sendRig();
    const paths = [rig.file('small.bin', 40_000)];
    expect(judgeDelivery(rig.server, 'judged', paths)).toEqual(['0 mails of judged']);
    await rig.run(sendCommand('judged', paths));
    expect(judgeDelivery(rig.server, 'judged', paths)).toEqual([]);
    const [message] = [...rig.server.mailbox.messages.values()];
    if (message === undefined) throw new Error('nothing was sent');
    rig.server.mailbox.deliver(message);
    expect(judgeDelivery(rig.server, 'judged', paths)).toEqual(['2 mails of judged']);
    rig.file('small.bin', 40_000);
    expect(judgeDelivery(rig.server, 'judged', paths)).toContain('wrong files in judged');

    const put = { method: 'PUT', headers: { authorization: 'Bearer x' }, body: Buffer.alloc(4_000_001) };
    await fetch(`${rig.server.graphBaseUrl}/upload/${message.id}/x/none`, put);
    expect(rig.server.violations).toEqual(['Authorization on a PUT', 'a PUT of over 4 MB']);
    const write = { method: 'POST', headers: { authorization: `Bearer ${rig.server.token}` }, body: '{}' };
    const url = `${rig.server.graphBaseUrl}/me/messages/${message.id}/attachments`;
    rig.server.break('silent');
    const writes = Promise.allSettled(Array.from({ length: 5 }, () => fetch(url, write)));
    await vi.waitFor(() => expect(rig.server.violations).toContain('5 requests at once'), patiently);
    expect(rig.server.violations).toContain('2 writes to one draft at once');
    rig.server.heal();
    await writes;
  });
});
