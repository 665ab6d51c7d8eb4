import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { failing, refused } from '../helpers/sample-faults.ts';
import { mail, startEngine, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

it('forgives earlier failures once the draft is there, so that a death before the next answer keeps none', async () => {
  const tenant = await startTenant();
  const attempts: unknown[] = [];
  let refusals = 2;
  const engine = await startEngine({
    ...tenant,
    instrument: {
      mail: (service) => ({
        ...service,
        async createDraft(...request) {
          attempts.push(attemptsIn(engine.dataDir));
          refusals -= 1;
          return refusals >= 0 ? failing(refused(409)) : service.createDraft(...request);
        },
        async readDraft(...request) {
          attempts.push(attemptsIn(engine.dataDir));
          return service.readDraft(...request);
        },
      }),
    },
  });
  const { row } = await engine.client.outbox.submit(mail());
  await engine.start();
  await waitFor(engine.client, row.id, 'sent');
  expect(attempts).toEqual([0, 1, 2, 0]);
});

function attemptsIn(dataDir: string): unknown {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { readonly: true });
  try {
    return db.prepare("SELECT attempts FROM job WHERE kind = 'outbox.advance'").pluck().get();
  } finally {
    db.close();
  }
}
