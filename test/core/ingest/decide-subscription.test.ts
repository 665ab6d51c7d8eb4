import { describe, expect, it } from 'vitest';
import { accountId } from '../../../contract/ids.ts';
import { decideSubscription } from '../../../main/core/ingest/decide-subscription.ts';
import type { Subscription } from '../../../main/core/ports/subscription-store.ts';

const address = 'https://relay.example/graph/notifications';
const known: Subscription = {
  id: 's',
  account: accountId.parse('t:u'),
  folderId: 'inbox',
  sealedClientState: 'sealed',
  notificationUrl: address,
  createdAtMs: 1_000,
  renewedAtMs: null,
  expiresAtMs: 3_000,
};

describe('GW5: the subscription of a folder', () => {
  it.each([
    ['is made when there is none', null, address, false, 0, { kind: 'create' }],
    ['is not made while nobody listens', null, null, false, 0, { kind: 'none' }],
    ['is left alone in the first half of its life', known, address, false, 1_999, { kind: 'wait', untilMs: 2_000 }],
    ['is renewed at half of its life', known, address, false, 2_000, { kind: 'renew', id: 's' }],
    [
      'counts its life from its renewal',
      { ...known, renewedAtMs: 2_000 },
      address,
      false,
      2_400,
      { kind: 'wait', untilMs: 2_500 },
    ],
    ['is authorised again at once when that is demanded', known, address, true, 1_001, { kind: 'renew', id: 's' }],
    ['is made anew when it has ended', known, address, true, 3_000, { kind: 'create' }],
    ['is taken away when nobody listens any more', known, null, false, 1_001, { kind: 'remove', id: 's' }],
    [
      'is taken away when the address is another',
      known,
      'https://new.example',
      false,
      1_001,
      { kind: 'remove', id: 's' },
    ],
  ] as const)('%s', (_, subscription, at, isDue, nowMs, decision) => {
    expect(decideSubscription(subscription, at, isDue, nowMs)).toEqual(decision);
  });
});
