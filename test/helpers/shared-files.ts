import type { SharedFile } from '../../main/sandbox/drive/list-drive.ts';
import type { TestTenant } from './start-tenant.ts';

/** What lies in the sender's drive. */
export async function sharedFiles(tenant: Pick<TestTenant, 'control'>): Promise<readonly SharedFile[]> {
  return (await tenant.control('GET', 'drive?mailbox=sender@sandbox.example')) as SharedFile[];
}
