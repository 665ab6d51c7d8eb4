import { describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../contract/accounts.ts';
import { outboxStates } from '../../../contract/outbox.ts';
import { actionsOf, retryVerb } from '../../../renderer/outbox/row-actions.ts';
import { sentItemsAddress } from '../../../renderer/outbox/sent-items-address.ts';
import { fileOf, mailboxOf, outboxRowOf } from './outbox-row-of.ts';

const mailbox = mailboxOf({ address: 'sender+1@contoso.example' });

const verbs = (facts: Parameters<typeof outboxRowOf>[0], from: Partial<AccountRow> = {}): readonly string[] =>
  actionsOf(outboxRowOf(facts), { ...mailbox, ...from })
    .filter(({ unavailable }) => unavailable === null)
    .map(({ verb }) => verb);

describe('what can be done with a message', () => {
  it('C13: is only to look while it is unconfirmed', () => {
    expect(verbs({ state: 'unconfirmed', cancellable: false })).toEqual(['lookNow', 'openSentItems']);
  });

  it('is a verdict once it needs somebody and may have left', () => {
    expect(verbs({ state: 'needsYou', cancellable: false })).toEqual(['confirmSent', 'sendAgain', 'openSentItems']);
  });

  it('is to try again once it needs somebody and certainly has not left', () => {
    expect(verbs({ state: 'needsYou', cancellable: true })).toEqual(['resume', 'reopen', 'cancel']);
  });

  it('is never to send again in any other state', () => {
    const offering = outboxStates.filter((state) => verbs({ state, cancellable: false }).includes('sendAgain'));
    expect(offering).toEqual(['needsYou']);
  });

  it('is not to cancel once it is being sent, and the button says why', () => {
    const [cancel] = actionsOf(outboxRowOf({ state: 'sending', cancellable: false }), mailbox);
    expect(cancel?.unavailable).toContain('can no longer be stopped');
  });

  it('is to sign in, not to resume, while its mailbox waits for that', () => {
    expect(verbs({ state: 'paused' }, { state: 'signInNeeded' })[0]).toBe('signIn');
    expect(verbs({ state: 'paused' })[0]).toBe('resume');
  });

  it('is to look at Sent Items on the web of its own cloud, and where there is none the button says so', () => {
    expect(sentItemsAddress(mailbox)).toBe(
      'https://outlook.office.com/mail/sentitems?login_hint=sender%2B1%40contoso.example',
    );
    expect(sentItemsAddress({ ...mailbox, cloud: 'china' })).toMatch(/^https:\/\/partner\.outlook\.cn\//);
    const actions = actionsOf(outboxRowOf({ state: 'unconfirmed' }), { ...mailbox, cloud: 'sandbox' });
    expect(actions.find(({ verb }) => verb === 'openSentItems')?.unavailable).toContain('has no web mail');
  });

  it('is to open a refused message again, but never one that was sent again as another', () => {
    const error = {
      error_code: 'send_unconfirmed' as const,
      message: 'You sent it again.',
      field: null,
      details: { sent_again_as: '01970000-0000-7000-8000-000000000002' },
      remediation: 'Follow the new message.',
      retriable: false,
    };
    expect(verbs({ state: 'failed' })).toEqual(['reopen']);
    expect(verbs({ state: 'failed', error })).toEqual(['showRepeated']);
    const tooLarge = { ...error, error_code: 'provider_payload_too_large' as const, details: {} };
    const attachments = [fileOf(2e6, 0, { name: 'a.pdf' }), fileOf(9e6, 0), fileOf(99e6, 99e6, { path: 'link' })];
    const [share, choose] = actionsOf(outboxRowOf({ state: 'failed', error: tooLarge, attachments }), mailbox);
    expect([share?.words, choose?.words]).toEqual(['Share plans.zip as link', 'Choose files']);
    const refused = { ...error, error_code: 'shared_mailbox_files_refused' as const, details: {} };
    const delegation = {
      through: mailbox.id,
      place: 'theirs',
      maySend: 'yes',
      mayAttachLarge: 'no',
      checkedAt: null,
    } as const;
    expect(verbs({ state: 'failed', error: refused }, { delegation })).toEqual(['sendAsMe', 'reopen', 'copyRequest']);
  });

  it('is for the key R what is safe to repeat', () => {
    const found = outboxStates.map((state) => [state, retryVerb(outboxRowOf({ state, cancellable: false }))] as const);
    expect(Object.fromEntries(found.filter(([, verb]) => verb !== null))).toEqual({
      paused: 'resume',
      accepted: 'lookNow',
      unconfirmed: 'lookNow',
    });
  });
});
