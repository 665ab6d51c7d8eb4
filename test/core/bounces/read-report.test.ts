import { describe, expect, it } from 'vitest';
import type { OutboxRecord } from '../../../main/core/outbox/outbox-record.ts';
import { bounceRig } from '../../helpers/bounce-rig.ts';
import { newLife } from '../../helpers/mortal.ts';
import { failed, type SampleReport } from '../../helpers/sample-report.ts';

const messageIdOf = ({ id }: OutboxRecord): string => `<${id}@mailroom.invalid>`;
const groups = [failed('bob@fabrikam.example', '5.1.10')];

describe('a report in the Inbox', () => {
  it('C12: is kept with its message once, killed at any moment and begun again', async () => {
    const rig = bounceRig();
    let moments = 0;
    // Dead after a call is dead before the next one.
    for (; ; moments += 2) {
      rig.state.nowMs += 3_600_000;
      const message = rig.sent(moments + 1);
      rig.state.nowMs += 1_000;
      rig.receive(`report-${String(moments)}`, { groups, about: messageIdOf(message) });
      rig.receive(`report-${String(moments)}-again`, { groups, about: messageIdOf(message) });
      const lived = await rig.work(newLife(moments));
      while (!(await rig.work()));
      const { step, verdicts } = rig.outbox.get(message.id) ?? message;
      expect([step, verdicts.map(({ address, kind }) => `${address} ${kind}`)]).toEqual([
        'sent',
        ['bob@fabrikam.example bounced'],
      ]);
      const lines = rig.outbox.journal(message.id).filter(({ what }) => what.startsWith('It came back'));
      expect(lines.map(({ what }) => what)).toEqual(['It came back for 1 of 3 recipients (5.1.10).']);
      if (lived) break;
    }
    expect(moments).toBeGreaterThan(10);
  });

  it('tells of one more recipient when another report comes later', async () => {
    const rig = bounceRig();
    const message = rig.sent();
    rig.state.nowMs += 1_000;
    rig.receive('report-1', { groups, about: messageIdOf(message) });
    await rig.work();
    rig.state.nowMs += 3_600_000;
    rig.receive('report-2', { groups: [failed('legal@sandbox.example', '5.2.2')], about: messageIdOf(message) });
    await rig.work();
    expect(rig.outbox.get(message.id)?.verdicts.map(({ code }) => code)).toEqual(['5.1.10', '5.2.2']);
    expect(rig.outbox.journal(message.id).at(-1)?.what).toBe('It came back for 1 more of 3 recipients (5.2.2).');
  });

  it('is looked for after the time at which the service sends what it kept, however long it kept it', async () => {
    const rig = bounceRig();
    const message = rig.sent();
    const sendAtMs = rig.state.nowMs + 10 * 24 * 3_600_000;
    rig.outbox.change(message.id, { from: ['sent'] }, { sendAtMs }, null, rig.state.nowMs);
    await rig.work();
    rig.state.nowMs = sendAtMs + 1_000;
    rig.receive('report-1', { groups, about: messageIdOf(message) });
    await rig.work();
    expect(rig.outbox.get(message.id)?.verdicts).toHaveLength(1);
  });

  it('is nobody’s while its message was never asked to be sent', async () => {
    const rig = bounceRig();
    rig.sent(1);
    const other = rig.sent(2);
    rig.outbox.change(other.id, { from: ['sent'] }, { step: 'cancelled' }, null, rig.state.nowMs);
    rig.state.nowMs += 1_000;
    rig.receive('report-1', { groups, about: messageIdOf(other) });
    await rig.work();
    expect(rig.outbox.get(other.id)?.verdicts).toEqual([]);
  });
});

/** What a matcher that goes by subjects would make of a report: the mistake that the forged ones below are for. */
function bySubject(messages: readonly OutboxRecord[], { subject = '' }: SampleReport): OutboxRecord | undefined {
  return messages.find(({ content }) => subject.endsWith(content.subject));
}

it('C12: forged and foreign reports catch a matcher by subject, and do not fool this one', async () => {
  const rig = bounceRig();
  const message = rig.sent();
  rig.state.nowMs += 1_000;
  const subject = 'Undeliverable: Plans';
  const forged: readonly SampleReport[] = [
    { subject, groups, about: '<01970000-0000-7000-8000-0000000000aa@mailroom.invalid>' },
    { subject, groups, about: '<sent-by-outlook@fabrikam.example>' },
    { subject, groups, about: null },
    { subject, groups, about: `<${message.id}@elsewhere.example>` },
    { subject, groups, about: '<later@fabrikam.example>', headers: [`References: ${messageIdOf(message)}`] },
  ];
  for (const [n, report] of forged.entries()) rig.receive(`forged-${String(n)}`, report);
  await rig.work();
  expect(rig.outbox.get(message.id)?.verdicts).toEqual([]);
  expect(forged.filter((report) => bySubject([message], report) !== undefined)).toHaveLength(forged.length);
});

it('finished looks and readings go after their time, as other finished work does', async () => {
  const rig = bounceRig();
  const message = rig.sent();
  rig.state.nowMs += 1_000;
  rig.receive('report-1', { groups, about: messageIdOf(message) });
  await rig.work();
  const finished = () => rig.jobs.list({ states: ['done'] }).length;
  expect(finished()).toBe(1);
  expect(rig.upkeep.pruneJobs(rig.state.nowMs + 1, 100)).toBe(1);
  expect(finished()).toBe(0);
});
