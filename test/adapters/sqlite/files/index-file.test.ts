import { expect, test } from 'vitest';
import { sqliteFileIndex } from '../../../../main/adapters/sqlite/files/file-index.ts';
import { insertFiles } from '../../../helpers/insert-file.ts';
import { question } from '../../../helpers/file-search-rig.ts';
import {
  ingestStoreRig,
  must,
  newFile,
  present,
  sampleMailbox,
  sampleMessage,
  storedFile,
} from '../../../helpers/ingest-store-rig.ts';

function collectedRig() {
  const rig = ingestStoreRig();
  rig.follow();
  rig.page([present('m1')]);
  const message = must(rig.store.message(sampleMailbox, 'm1')).id;
  rig.store.saveMessage(message, sampleMessage({ subject: 'Offer', to: ['purchasing@sandbox.example'] }), 0);
  const index = sqliteFileIndex(rig.db);
  const names = (text: string, withInline = false) =>
    index.page(question(text, { withInline }), { kind: 'start' }, 10).rows.map((row) => row.name);
  return { ...rig, message, index, names };
}

test('I2: a file is found as soon as its message is listed, by name, subject, sender and recipient', () => {
  const { store, message, names } = collectedRig();
  store.saveListing(message, [newFile('a', { name: 'PlanMay.pdf' })], 0);
  for (const text of ['plan', 'may', 'subject:off', 'supplier', 'from:sandbox', 'to:purch']) {
    expect(names(text)).toEqual(['PlanMay.pdf']);
  }
});

test('a file that gets another name when its bytes are here is found by that alone', () => {
  const { store, message, names } = collectedRig();
  const [file] = store.saveListing(message, [newFile('a', { name: 'before.bin' })], 0);
  store.storeFile(must(file).id, storedFile('a', { name: 'after.pdf' }), 1);
  expect(names('after')).toEqual(['after.pdf']);
  expect(names('before')).toEqual([]);
});

test('listing the same attachments again finds them once', () => {
  const { store, message, names } = collectedRig();
  for (const nowMs of [0, 1]) store.saveListing(message, [newFile('a', { name: 'plan.pdf' })], nowMs);
  expect(names('plan')).toEqual(['plan.pdf']);
});

test('pictures inside text are found when they are asked for', () => {
  const { store, message, names } = collectedRig();
  store.saveListing(message, [newFile('a', { name: 'logo.png', isInline: true })], 0);
  expect(names('logo')).toEqual([]);
  expect(names('logo', true)).toEqual(['logo.png']);
  expect(names('logo is:inline')).toEqual(['logo.png']);
});

test('what is rolled back is not found', () => {
  const { db, store, message, names } = collectedRig();
  expect(() =>
    db.connection.transaction(() => {
      store.saveListing(message, [newFile('a', { name: 'plan.pdf' })], 0);
      throw new Error('no');
    })(),
  ).toThrow('no');
  expect(names('plan')).toEqual([]);
});

test('files that tests and benchmarks insert are what ingest leaves', () => {
  const inserted = ingestStoreRig();
  const collected = ingestStoreRig();
  const name = 'PlanMay.pdf';
  insertFiles(inserted.db, [
    {
      account: sampleMailbox,
      subject: 'Invoice',
      fromName: 'Sandbox Supplier',
      fromAddress: 'Supplier@sandbox.example',
      to: ['finance@sandbox.example'],
      receivedAtMs: sampleMessage().receivedAtMs,
      files: [{ name, type: 'pdf', state: 'stored', content: 'a', sizeBytes: 10, isInline: false, hasCopies: false }],
    },
  ]);
  collected.follow();
  collected.page([present('m1')]);
  const message = must(collected.store.message(sampleMailbox, 'm1')).id;
  collected.store.saveMessage(message, sampleMessage(), 0);
  const [file] = collected.store.saveListing(message, [newFile('a', { name })], 0);
  collected.store.storeFile(must(file).id, storedFile('a', { name }), 1);
  collected.store.complete(message, 2);

  const compared = ({ db }: typeof inserted) => {
    const all = (text: string) => db.connection.prepare(text).all();
    return {
      files: all(
        'SELECT id, kind, name, is_inline, type, state, size_bytes, account, received_at_ms, sender FROM file',
      ),
      messages: all('SELECT account, subject, from_name, from_address, recipients, received_at_ms, state FROM message'),
      words: all('SELECT term, doc, col FROM file_search_word'),
      recipients: all('SELECT term, doc FROM file_recipient_search_word'),
      counts: all('SELECT * FROM file_count'),
    };
  };
  expect(compared(inserted)).toEqual(compared(collected));
});
