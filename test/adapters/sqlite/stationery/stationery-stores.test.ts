import { describe, expect, it } from 'vitest';
import { accountId } from '../../../../contract/ids.ts';
import { sqliteSignatureStore } from '../../../../main/adapters/sqlite/stationery/signature-store.ts';
import { sqliteTemplateStore } from '../../../../main/adapters/sqlite/stationery/template-store.ts';
import { openTestDatabase } from '../../../helpers/open-test-database.ts';

const a = 'aaaaaaaa-0000-4000-8000-000000000000';
const b = 'bbbbbbbb-0000-4000-8000-000000000000';
const c = 'cccccccc-0000-4000-8000-000000000000';
const account = accountId.parse('t:sales');
const plain = { account, html: '<p>Sales</p>', forNew: true, forReplies: true, pictures: [] };
const logo = { contentId: 'logo@x', name: 'logo.png', contentType: 'image/png' as const };

describe('Kept signatures', () => {
  it('C16: belong to a mailbox, with their pictures, and a new default takes the place of the old one', () => {
    const store = sqliteSignatureStore(openTestDatabase());
    store.save({ ...plain, id: a, name: 'Long' }, [{ ...logo, bytes: Buffer.from('png') }], 1);
    store.save({ ...plain, id: b, name: 'brief', forNew: false }, [], 2);
    store.save({ ...plain, id: c, name: 'Other', account: accountId.parse('t:legal') }, [], 3);
    expect(store.list(account)).toEqual([
      { ...plain, id: b, name: 'brief', forNew: false },
      { ...plain, id: a, name: 'Long', forReplies: false, pictures: [logo] },
    ]);
    expect(store.pictures(a).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['png']);
    expect(store.list(null)).toHaveLength(3);
  });

  it('go with their pictures', () => {
    const db = openTestDatabase();
    const store = sqliteSignatureStore(db);
    store.save({ ...plain, id: a, name: 'Long' }, [{ ...logo, bytes: Buffer.from('png') }], 1);
    expect([store.remove(a), store.remove(a), store.pictures(a)]).toEqual([true, false, []]);
  });
});

describe('Kept templates', () => {
  const variables = [{ name: 'day', label: 'Which day', value: null }];

  it('C17: keep subject, text and variables, and are found by name', () => {
    const store = sqliteTemplateStore(openTestDatabase());
    const offer = { id: a, name: 'Offer', subject: 'Offer {{day}}', html: '<p>{{day}}</p>', variables };
    store.save([offer, { ...offer, id: b, name: 'answer', variables: [] }], 1);
    store.save([{ ...offer, subject: 'Changed' }], 2);
    expect(store.list()).toEqual([
      { ...offer, id: b, name: 'answer', variables: [] },
      { ...offer, subject: 'Changed' },
    ]);
    expect([store.remove(b), store.remove(b)]).toEqual([true, false]);
  });

  it('are written all or none', () => {
    const store = sqliteTemplateStore(openTestDatabase());
    const one = { id: a, name: 'Offer', subject: '', html: '', variables: [] };
    expect(() => store.save([one, { ...one, id: b, name: 'OFFER' }], 1)).toThrow(/UNIQUE|unique|constraint/i);
    expect(store.list()).toEqual([]);
  });
});
