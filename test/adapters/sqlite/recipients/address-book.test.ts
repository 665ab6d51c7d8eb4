import { expect, test } from 'vitest';
import { accountId } from '../../../../contract/ids.ts';
import { inTransaction } from '../../../../main/adapters/sqlite/in-transaction.ts';
import { sqliteAddressBook } from '../../../../main/adapters/sqlite/recipients/address-book.ts';
import { learnSender } from '../../../../main/adapters/sqlite/recipients/learn-addresses.ts';
import { searchTerms } from '../../../../main/core/recipients/address-words.ts';
import { outboxRig } from '../../../helpers/outbox-rig.ts';
import { openTestDatabase, temporaryFolder } from '../../../helpers/open-test-database.ts';
import { sampleAccount, sampleContent } from '../../../helpers/sample-outbox.ts';

const account = accountId.parse('account');
const day = 24 * 60 * 60_000;

function bookRig() {
  const db = openTestDatabase(temporaryFolder());
  const book = sqliteAddressBook(db);
  return {
    book,
    received: (address: string, atMs: number, name: string | null = null) =>
      inTransaction(db, () => learnSender(db, { account, address, name }, atMs)),
    find: (typed: string, ownDomain = 'own.example') =>
      book.find(account, { terms: searchTerms(typed), ownDomain, limit: 8 }).map(({ address }) => address),
  };
}

test('C4: finds by name, address and domain, the most used first, the own domain first among equals', () => {
  const { find, received } = bookRig();
  received('ann@aaa.example', 100 * day, 'Ann');
  received('ann@own.example', 100 * day, 'Ann');
  received('anton@aaa.example', 100 * day);
  received('anton@aaa.example', 101 * day);
  received('zoe@aaa.example', 500 * day, 'Zoë Öresund');
  expect(find('an')).toEqual(['anton@aaa.example', 'ann@own.example', 'ann@aaa.example']);
  expect(find('ore')).toEqual(['zoe@aaa.example']);
  expect(find('aaa')).toEqual(['zoe@aaa.example', 'anton@aaa.example', 'ann@aaa.example']);
  expect(find('nn')).toEqual([]);
});

test('C4: what has no address at all is not learned, and an address is one whatever its case', () => {
  const { book, find, received } = bookRig();
  received('Exchange system', day);
  received('Doe@aaa.example', day, 'Jane');
  received('doe@AAA.example', 2 * day);
  expect(find('exchange')).toEqual([]);
  expect(book.find(account, { terms: [' doe'], ownDomain: '', limit: 8 })).toEqual([
    {
      address: 'Doe@aaa.example',
      name: 'Jane',
      sent: 0,
      received: 2,
      lastSentAtMs: null,
      lastReceivedAtMs: 2 * day,
      rank: expect.any(Number),
    },
  ]);
});

test('C4: one who is forgotten is not found, also after more mail from them, until that is taken back', () => {
  const { book, find, received } = bookRig();
  received('ann@aaa.example', day);
  expect(book.forget(account, 'ANN@aaa.example', day)).toBe(true);
  expect(book.forget(account, 'ann@aaa.example', day)).toBe(false);
  received('ann@aaa.example', 2 * day);
  expect(find('ann')).toEqual([]);
  expect(book.restore(account, 'ann@aaa.example')).toBe(true);
  expect(book.restore(account, 'ann@aaa.example')).toBe(false);
  expect(find('ann')).toEqual(['ann@aaa.example']);
});

test('C4 C6: recipients and their domains are learned when a message leaves, once, and never from a draft', () => {
  const rig = outboxRig();
  const id = rig.submit();
  const domains = ['sandbox.example', 'never.example'];
  const seen = () => {
    const found = rig.addressBook().find(sampleAccount, { terms: [' example'], ownDomain: '', limit: 8 });
    return [
      found.map(({ address, sent }) => [address, sent]),
      rig.addressBook().unwrittenDomains(sampleAccount, domains),
    ];
  };
  expect(seen()).toEqual([[], domains]);
  const move = (step: 'sending' | 'accepted' | 'sent' | 'unknown') =>
    rig.store().change(id, { from: ['staged', 'sending', 'accepted'] }, { step }, null, rig.clock.nowMs());
  move('sending');
  expect(seen()).toEqual([[], domains]);
  move('accepted');
  const learned = [sampleContent.to.map(({ address }) => [address, 1]), ['never.example']];
  expect(seen()).toEqual(learned);
  move('sent');
  expect(seen()).toEqual(learned);
});
