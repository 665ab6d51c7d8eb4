import { describe, expect, it } from 'vitest';
import { explainStatus } from '../../../main/core/bounces/explain-status.ts';
import { matchReport } from '../../../main/core/bounces/match-report.ts';
import { mergeVerdicts, type Verdict } from '../../../main/core/bounces/verdict.ts';
import type { ReportedRecipient } from '../../../main/core/ports/report-reader.ts';

const to = (...addresses: readonly string[]) => addresses.map((address) => ({ name: null, address }));
const content = { to: to('Bob@Fabrikam.example', 'finance@sandbox.example'), cc: [], bcc: to('legal@sandbox.example') };
const evidence = { reportId: 'report', atMs: 7 };
const reported = (more: Partial<ReportedRecipient>): ReportedRecipient => ({
  addresses: ['bob@fabrikam.example'],
  action: 'failed',
  status: '5.1.1',
  said: null,
  ...more,
});
const kindsOf = (...recipients: readonly ReportedRecipient[]) =>
  matchReport(content, { recipients }, evidence).map(({ address, kind, isAddressee }) => [address, kind, isAddressee]);

const kindOf = (action: string, status: string | null) => kindsOf(reported({ action, status }))[0]?.[1];

describe('what a report says of the recipients of a message', () => {
  it('C12: gives each its own verdict, hidden copies too, and none to those whom it does not name', () => {
    expect(kindsOf(reported({}), reported({ addresses: ['legal@sandbox.example'], action: 'delivered' }))).toEqual([
      ['bob@fabrikam.example', 'bounced', true],
      ['legal@sandbox.example', 'delivered', true],
    ]);
  });

  it('finds the recipient by the address that was written, also when it ended at another', () => {
    expect(kindsOf(reported({ addresses: ['finance@sandbox.example', 'x@y.example'] }))).toEqual([
      ['finance@sandbox.example', 'bounced', true],
    ]);
    const one = { to: to('team@fabrikam.example'), cc: [], bcc: [] };
    const [only] = matchReport(one, { recipients: [reported({ addresses: ['member@fabrikam.example'] })] }, evidence);
    expect(only).toMatchObject({ address: 'team@fabrikam.example', isAddressee: true });
  });

  it('keeps apart who stands behind a group: the message does not name them', () => {
    expect(kindsOf(reported({ addresses: ['member@fabrikam.example'] }))).toEqual([
      ['member@fabrikam.example', 'bounced', false],
    ]);
  });

  it('goes by the action, then by the class of the code, and claims nothing without either', () => {
    expect(kindOf('delayed', '5.0.0')).toBe('delayed');
    expect(kindOf('relayed', null)).toBe('passedOn');
    expect(kindOf('constructor', '5.1.1')).toBe('bounced');
    expect(kindOf('', '4.4.1')).toBe('delayed');
    expect(kindOf('', null)).toBe(undefined);
  });
});

const verdict = (kind: Verdict['kind'], more: Partial<Verdict> = {}): Verdict => ({
  address: 'bob@fabrikam.example',
  kind,
  code: null,
  said: null,
  isAddressee: true,
  settled: null,
  ...evidence,
  ...more,
});

describe('what is known of a recipient', () => {
  it('is the strongest word that came, in whatever order', () => {
    const all = [verdict('bounced'), verdict('delayed'), verdict('read'), verdict('delivered')];
    expect(mergeVerdicts([], all).map(({ kind }) => kind)).toEqual(['bounced']);
    expect(mergeVerdicts([], all.toReversed()).map(({ kind }) => kind)).toEqual(['bounced']);
  });

  it('stays the same object when the same report is read again, and stays dealt with', () => {
    const known = [verdict('bounced', { settled: { atMs: 9, as: null } })];
    expect(mergeVerdicts(known, [verdict('bounced')])).toBe(known);
  });
});

describe('a code', () => {
  it.each([
    ['5.1.10', 'there is no such mailbox'],
    ['5.2.2', 'the mailbox is full'],
    ['5.2.3', 'the message is larger than this mailbox takes'],
    ['5.7.1', 'this mailbox does not take mail from you'],
    ['4.4.7', 'the other mail system did not take it in time'],
    ['5.7.999', 'a rule of the other mail system refused it'],
    ['5.9.1', 'the other mail system refused it'],
    [null, 'the other mail system gave no reason that Mailroom knows'],
  ])('%s has plain words', (code, words) => {
    expect(explainStatus('bounced', code)).toBe(words);
  });
});
