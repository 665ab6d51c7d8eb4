import { expect, test } from 'vitest';
import type { AccountRow } from '../../../contract/accounts.ts';
import { accountId } from '../../../contract/ids.ts';
import { chooseAccount } from '../../../main/core/accounts/choose-account.ts';

function account(name: string): AccountRow {
  return {
    id: accountId.parse(`tenant:${name}`),
    address: `${name}@sandbox.example`,
    name: null,
    tenant: 'tenant',
    cloud: 'sandbox',
    state: 'connected',
    scopes: [],
  };
}
const sender = account('sender');
const legal = account('legal');

test('takes the only account when none is named', () => {
  expect(chooseAccount([sender], null)).toBe(sender);
});

test('takes the named account by its address in any case, or by its id', () => {
  expect(chooseAccount([sender, legal], ' LEGAL@sandbox.example ')).toBe(legal);
  expect(chooseAccount([sender, legal], sender.id)).toBe(sender);
});

test.each([
  ['no account', [], null, 'account_required', []],
  ['several and none named', [sender, legal], null, 'account_required', [sender.address, legal.address]],
  ['an unknown name', [sender], 'finance@sandbox.example', 'account_not_found', [sender.address]],
  ['an empty name', [sender], '', 'account_not_found', [sender.address]],
] as const)('refuses %s and lists the addresses there are', (_, accounts, wanted, code, addresses) => {
  expect(() => chooseAccount(accounts, wanted)).toThrow(
    expect.objectContaining({ code, structured: expect.objectContaining({ details: { addresses } }) }),
  );
});
