import { expect, test } from 'vitest';
import { addUse } from '../../../../main/core/recipients/address-rank.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

const april = Date.UTC(2026, 3, 1);
const may = Date.UTC(2026, 4, 1);

function content(to: string, cc: string): string {
  return JSON.stringify({
    to: [{ name: 'Jane Doe', address: to }],
    cc: [{ name: null, address: cc }],
    bcc: [],
    replyTo: [],
  });
}

test('0016 remembers whom messages already went to and whom collected mail came from, and nobody of a draft', () => {
  const { before, upgrade } = openDatabaseBefore(16);
  const insert = before.prepare(`
    INSERT INTO outbox (id, account, key, content_digest, content, path, step, accepted_at_ms, correlation_id, created_at_ms, updated_at_ms)
    VALUES (:id, 'a', :id, '', :content, 'draft', :step, :at, '', 0, :at)`);
  insert.run({ id: '1', step: 'sent', at: april, content: content('J.Doe@partner.example', 'legal@sandbox.example') });
  insert.run({ id: '2', step: 'accepted', at: may, content: content('j.doe@PARTNER.example', 'x@other.example') });
  insert.run({ id: '3', step: 'sealed', at: may, content: content('draft@draft.example', 'draft@draft.example') });
  before
    .prepare(`INSERT INTO message (account, message_id, noticed_at_ms, from_name, from_address, received_at_ms)
      VALUES ('a', 'm', 0, 'Sandbox Legal', 'legal@sandbox.example', ?), ('a', 'n', 0, NULL, 'no address', 1)`)
    .run(may);

  const db = upgrade();
  const rows = db.prepare('SELECT * FROM known_address ORDER BY address').all();
  expect(rows).toEqual([
    expect.objectContaining({
      address: 'J.Doe@partner.example',
      name: 'Jane Doe',
      domain: 'partner.example',
      sent: 2,
      received: 0,
      last_sent_at_ms: may,
      last_received_at_ms: null,
    }),
    expect.objectContaining({
      address: 'legal@sandbox.example',
      name: 'Sandbox Legal',
      words: ' sandbox legal legal sandbox example',
      sent: 1,
      received: 1,
      last_sent_at_ms: april,
      last_received_at_ms: may,
      forgotten_at_ms: null,
    }),
    expect.objectContaining({ address: 'x@other.example', name: null, words: ' x other example', sent: 1 }),
  ]);
  const ranks = db.prepare<[], number>('SELECT rank FROM known_address ORDER BY address').pluck().all();
  expect(ranks[0]).toBeCloseTo(addUse(addUse(null, april, 1), may, 1), 9);
  expect(ranks[1]).toBeCloseTo(addUse(addUse(null, april, 1), may, 0.25), 9);
});
