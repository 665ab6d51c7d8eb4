import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0018 leaves every account one of its own, signed in to the configured application', () => {
  const { before, upgrade } = openDatabaseBefore(18);
  before
    .prepare(`INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms)
      VALUES ('t:u', 'sender@sandbox.example', 'Sandbox Sender', 't', 'sandbox', 'connected', '["Mail.Send"]', 1, 1)`)
    .run();
  const row = upgrade().prepare('SELECT client_id, through, place, may_send, may_attach_large FROM account').get();
  expect(row).toEqual({ client_id: null, through: null, place: null, may_send: null, may_attach_large: null });
});
