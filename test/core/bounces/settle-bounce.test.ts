import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../../contract/ids.ts';
import { dismissBounce, resendBounced } from '../../../main/core/bounces/settle-bounce.ts';
import type { Verdict } from '../../../main/core/bounces/verdict.ts';
import { cancelMessage } from '../../../main/core/outbox/command-message.ts';
import { DAY_MS } from '../../../main/core/outbox/tidy-outbox.ts';
import { RETENTION_MS, type UpkeepRig, upkeepRig } from '../../helpers/upkeep-rig.ts';

const bounce: Verdict = {
  address: 'finance@sandbox.example',
  kind: 'bounced',
  code: '5.2.2',
  said: null,
  reportId: 'report',
  atMs: 1,
  isAddressee: true,
  settled: null,
};

/** A sent message with a file, which came back. */
async function bouncedIn(rig: UpkeepRig, verdicts: readonly Verdict[] = [bounce]): Promise<OutboxId> {
  const id = await rig.submit('plans');
  rig.store().change(id, { from: ['staged'] }, { step: 'sent', verdicts }, null, rig.clock.nowMs());
  return id;
}

async function afterRetention(rig: UpkeepRig): Promise<void> {
  rig.clock.advance(RETENTION_MS + DAY_MS);
  await rig.tidy();
}

describe('the files of a message that came back', () => {
  it('S7: stay until somebody has dealt with it, and then for the retention time', async () => {
    const rig = await upkeepRig();
    const id = await bouncedIn(rig);
    await afterRetention(rig);
    expect(rig.get(id).attachments.map(({ isHere }) => isHere)).toEqual([true]);
    dismissBounce(rig.store(), id, rig.clock.nowMs());
    await rig.tidy();
    expect(rig.get(id).attachments.map(({ isHere }) => isHere)).toEqual([true]);
    await afterRetention(rig);
    expect(rig.get(id).attachments.map(({ isHere }) => isHere)).toEqual([false]);
    expect(() => resendBounced(rig.deps(), id, null)).toThrow('no longer here');
  });

  it('are held by the new message too, whatever becomes of the old one', async () => {
    const rig = await upkeepRig();
    const id = await bouncedIn(rig);
    const draft = resendBounced(rig.deps(), id, null);
    await afterRetention(rig);
    expect(rig.get(id).attachments.map(({ isHere }) => isHere)).toEqual([false]);
    expect(rig.get(draft.id).attachments.map(({ isHere }) => isHere)).toEqual([true]);
  });
});

describe('sending again', () => {
  it('S7: makes one draft, another one only once that was discarded, and none after it was sent', async () => {
    const rig = await upkeepRig();
    const id = await bouncedIn(rig);
    const first = resendBounced(rig.deps(), id, null);
    expect(resendBounced(rig.deps(), id, null).id).toBe(first.id);
    cancelMessage(rig.store(), first.id, rig.clock.nowMs());
    const second = resendBounced(rig.deps(), id, null);
    expect([second.id === first.id, rig.get(id).verdicts[0]?.settled?.as]).toEqual([false, second.id]);
    rig.store().change(second.id, { from: ['staged'] }, { submittedAtMs: 1 }, null, rig.clock.nowMs());
    expect(() => resendBounced(rig.deps(), id, null)).toThrow('already');
    expect(rig.all()).toHaveLength(3);
  });

  it('goes to nobody from whom it did not come back', async () => {
    const rig = await upkeepRig();
    const id = await bouncedIn(rig, [{ ...bounce, address: 'member@fabrikam.example', isAddressee: false }]);
    expect(() => resendBounced(rig.deps(), id, null)).toThrow('Nothing was changed');
    expect(() => resendBounced(rig.deps(), id, ['finance@sandbox.example'])).toThrow('Nothing was changed');
    const sent = await rig.submit('photo');
    expect(() => resendBounced(rig.deps(), sent, null)).toThrow('did not come back');
    expect(rig.all()).toHaveLength(2);
  });

  it('takes the words, and an identity of its own', async () => {
    const rig = await upkeepRig();
    const id = await bouncedIn(rig);
    const draft = resendBounced(rig.deps(), id, ['Finance@sandbox.example']);
    expect(draft).toMatchObject({ submittedAtMs: null, draftId: null, step: 'staged', verdicts: [] });
    expect([draft.content.subject, draft.id === id]).toEqual([rig.get(id).content.subject, false]);
  });
});
