import { expect, test } from 'vitest';
import type { AccountRow } from '../../../contract/accounts.ts';
import { accountId } from '../../../contract/ids.ts';
import { sqliteAccountStore } from '../../../main/adapters/sqlite/account-store.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

const finance: AccountRow = {
  id: accountId.parse('tenant:finance'),
  address: 'Finance@sandbox.example',
  name: 'Sandbox Finance',
  tenant: 'tenant',
  cloud: 'sandbox',
  state: 'connected',
  scopes: ['Mail.Send', 'User.Read'],
};
const legal: AccountRow = {
  ...finance,
  id: accountId.parse('tenant:legal'),
  address: 'legal@sandbox.example',
  name: null,
};

test('keeps accounts over a restart, in the order they were connected', () => {
  const dataDir = temporaryFolder();
  const store = sqliteAccountStore(openTestDatabase(dataDir));
  store.upsert(legal, 1);
  store.upsert(finance, 2);
  expect(sqliteAccountStore(openTestDatabase(dataDir)).list()).toEqual([legal, finance]);
});

test('finds an account by its id, or by its address in any case', () => {
  const store = sqliteAccountStore(openTestDatabase());
  store.upsert(finance, 1);
  expect(store.get(finance.id)).toEqual(finance);
  expect(store.findByAddress('fINANCE@SANDBOX.example')).toEqual(finance);
  expect(store.findByAddress('finance')).toBeNull();
  expect(store.get(legal.id)).toBeNull();
});

test('a new sign-in replaces what is known of the account and keeps its place', () => {
  const store = sqliteAccountStore(openTestDatabase());
  store.upsert(finance, 1);
  store.upsert(legal, 2);
  store.setState(finance.id, 'signInNeeded', 3);
  expect(store.get(finance.id)?.state).toBe('signInNeeded');
  const renamed: AccountRow = { ...finance, address: 'treasury@sandbox.example', scopes: ['Mail.Send'] };
  store.upsert(renamed, 4);
  expect(store.list()).toEqual([renamed, legal]);
});

test('forgets a removed account and lets the others be', () => {
  const store = sqliteAccountStore(openTestDatabase());
  store.upsert(finance, 1);
  store.upsert(legal, 2);
  store.remove(finance.id);
  store.remove(finance.id);
  store.setState(finance.id, 'signInNeeded', 3);
  expect(store.list()).toEqual([legal]);
});

test('C15: an address used through an account has its state, comes after it, and goes with it', () => {
  const store = sqliteAccountStore(openTestDatabase());
  const delegation = {
    through: legal.id,
    place: 'theirs',
    maySend: 'untried',
    mayAttachLarge: 'no',
    checkedAt: '2026-05-01T08:00:00.000Z',
  } as const;
  const team: AccountRow = {
    ...finance,
    id: accountId.parse(`${legal.id}/team`),
    address: 'team@x.example',
    delegation,
  };
  store.upsert(team, 1);
  expect(store.list()).toEqual([]);
  store.upsert(legal, 2);
  expect(store.list()).toEqual([legal, { ...team, scopes: legal.scopes }]);
  expect(store.findByAddress(team.address)).toBeNull();
  store.setState(team.id, 'signInNeeded', 3);
  expect([store.get(legal.id)?.state, store.get(team.id)?.state]).toEqual(['signInNeeded', 'signInNeeded']);
  store.remove(legal.id);
  expect(store.get(team.id)).toBeNull();
});
