import { createSampleMail } from '../create-sample-mail.ts';
import { removeStrayFiles } from '../store/blobs.ts';
import type { Switchboard } from '../switches.ts';
import type { Tenant } from '../tenant.ts';

const emptied = [
  'upload_session',
  'attachment',
  'submission_attachment',
  'submission',
  'extended_property',
  'former_id',
  'message',
  'blob',
  'traffic',
  'retry_window',
  'fault',
  'request_log',
  'violation',
];

/** Everything as at the first start, apart from who is signed in. */
export function resetTenant(tenant: Tenant, switchboard: Switchboard): object {
  tenant.db.transaction(() => {
    for (const table of emptied) tenant.db.prepare(`DELETE FROM ${table}`).run();
    tenant.db.prepare(`DELETE FROM setting WHERE name IN ('random', 'sampleMail')`).run();
    switchboard.reset();
  })();
  removeStrayFiles(tenant);
  createSampleMail(tenant);
  return {};
}
