import { describe, expect, it } from 'vitest';
import { outboxId } from '../../../contract/ids.ts';
import type { OutboxRow } from '../../../contract/outbox.ts';
import type { RecipientVerdict } from '../../../contract/verdicts.ts';
import { resentFrom } from '../../../renderer/outbox/bounces.ts';
import { describeVerdict, reasonWords, settledWords } from '../../../renderer/outbox/describe-verdict.ts';
import { actionsOf } from '../../../renderer/outbox/row-actions.ts';
import { countNeedingYou, sectionOf } from '../../../renderer/outbox/sections.ts';
import { verdictOf } from '../../../renderer/outbox/verdict.ts';
import { waybillStages } from '../../../renderer/outbox/waybill-stages.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const newId = outboxId.parse('01970000-0000-7000-8000-000000000009');

function bounce(more: Partial<RecipientVerdict> = {}): RecipientVerdict {
  return {
    address: 'bob@fabrikam.example',
    kind: 'bounced',
    code: '5.2.2',
    reason: 'the mailbox is full',
    said: null,
    at: '2026-11-21T09:01:00.000Z',
    isAddressee: true,
    settled: null,
    resentAs: null,
    ...more,
  };
}

function bounced(verdicts: readonly RecipientVerdict[], more: Partial<OutboxRow> = {}): OutboxRow {
  const recipients = ['bob@fabrikam.example', 'finance@sandbox.example', 'legal@sandbox.example'];
  return outboxRowOf({ state: 'bounced', recipients, verdicts: [...verdicts], cancellable: false, ...more });
}

const words = (row: OutboxRow): readonly string[] => actionsOf(row, undefined).map((action) => action.words);

describe('C12: a bounced message', () => {
  it('says who returned it and why, and no more of the others than is known', () => {
    expect(verdictOf(bounced([bounce()]), 0)).toBe(
      'fabrikam.example returned it: the mailbox is full. For the others it did not come back.',
    );
    expect(verdictOf(bounced([bounce(), bounce({ address: 'finance@sandbox.example' })]), 0)).toBe(
      'It came back from 2 addresses; below it says why. For the other recipient it did not come back.',
    );
  });

  it('says of a late mail that it is late, and does not call it returned', () => {
    const late = bounced([bounce({ kind: 'delayed', code: '4.4.7', reason: 'it is late' })], { state: 'sent' });
    expect(verdictOf(late, 0)).toContain('For bob@fabrikam.example it is late');
  });

  it('waits for a person in a section of its own, until it is dealt with', () => {
    const open = bounced([bounce()]);
    const settled = bounced([bounce({ settled: 'dismissed' })]);
    expect([open, settled].map((row) => sectionOf(row, 0))).toEqual(['bounced', 'sentToday']);
    expect(countNeedingYou([open, settled])).toBe(1);
  });

  it('goes again to those alone whom it did not reach and whom it names', () => {
    expect(words(bounced([bounce()]))).toEqual(['Edit and resend to bob@fabrikam.example', 'Dismiss']);
    expect(words(bounced([bounce(), bounce({ address: 'finance@sandbox.example' })]))[0]).toBe(
      'Edit and resend to 2 recipients',
    );
    expect(words(bounced([bounce({ address: 'member@fabrikam.example', isAddressee: false })]))).toEqual(['Dismiss']);
  });

  it('leads to the message that was made of it, and that one back', () => {
    const resent = bounced([bounce({ settled: 'resent', resentAs: newId })]);
    expect(words(resent)[0]).toBe('Show the new message');
    expect(resentFrom({ key: `resent:${newId}:1` })).toBe(newId);
    expect(resentFrom({ key: `again:${newId}` })).toBe(null);
  });

  it('keeps on the waybill when it came back, whatever was done with it since', () => {
    const row = bounced([bounce()], { updatedAt: '2026-11-21T11:00:00.000Z' });
    const last = waybillStages(row, [], Date.parse(row.updatedAt)).at(-1);
    expect(last).toMatchObject({ name: 'Bounced', progress: 'now' });
    expect(last?.time).toMatch(/:01:00$/);
  });
});

describe('the line of a recipient', () => {
  it('has one word, and for what needs one a reason with its code', () => {
    expect(describeVerdict(bounce()).name).toBe('Bounced');
    expect(reasonWords(bounce())).toBe('5.2.2: the mailbox is full');
    expect(reasonWords(bounce({ code: null }))).toBe('the mailbox is full');
    expect(reasonWords(bounce({ kind: 'read', reason: null }))).toBe(null);
    expect(settledWords(bounce({ settled: 'resent' }))).toContain('new message');
  });
});
