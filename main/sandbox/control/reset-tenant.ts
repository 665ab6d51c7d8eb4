import { createSampleMail } from '../create-sample-mail.ts';
import { removeStrayFiles } from '../store/blobs.ts';
import { expireDeltaTokens } from '../store/folder-changes.ts';
import { deleteOwnFolders, listFolders } from '../store/folders.ts';
import type { Switchboard } from '../switches.ts';
import type { Tenant } from '../tenant.ts';
import { listUsers } from '../users.ts';

const emptied = [
  'notification',
  'notification_count',
  'subscription',
  'upload_session',
  'drive_upload',
  'drive_link',
  'drive_grant',
  'drive_item',
  'attachment',
  'submission_attachment',
  'submission',
  'extended_property',
  'former_id',
  'message',
  'folder_change',
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
    deleteOwnFolders(tenant.db);
    for (const user of listUsers(tenant.db))
      for (const folder of listFolders(tenant.db, user.id)) expireDeltaTokens(tenant.db, folder.id);
    tenant.db.prepare(`DELETE FROM setting WHERE name IN ('random', 'sampleMail')`).run();
    switchboard.reset();
  })();
  removeStrayFiles(tenant);
  createSampleMail(tenant);
  return {};
}
