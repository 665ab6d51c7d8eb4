import { expect, test } from 'vitest';
import { keyFileSecretBox } from '../../../main/adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../../../main/adapters/secret-box/sealing-key.ts';
import { sqliteSealedStore } from '../../../main/adapters/sqlite/sealed-store.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

test('keeps a secret over a restart, takes a new value, and forgets it', async () => {
  const dataDir = temporaryFolder();
  const open = () =>
    sqliteSealedStore(openTestDatabase(dataDir), keyFileSecretBox(loadSealingKey(dataDir, null)), () => 1);
  await open().write('a', 'first');
  await open().write('a', 'second');
  expect(await open().read('a')).toBe('second');
  expect(await open().read('b')).toBeNull();
  open().remove('a');
  expect(await open().read('a')).toBeNull();
});

test('a row that was given the name of another secret does not open', async () => {
  const dataDir = temporaryFolder();
  const db = openTestDatabase(dataDir);
  const store = sqliteSealedStore(db, keyFileSecretBox(loadSealingKey(dataDir, null)), () => 1);
  await store.write('a', 'secret');
  db.connection.prepare("UPDATE sealed SET name = 'b'").run();
  await expect(store.read('b')).rejects.toThrow('cannot be opened');
});
