import { hashBlob, readBlob } from '../store/blobs.ts';
import type { Tenant } from '../tenant.ts';
import { requireUser } from '../users.ts';
import { listGrants, listItems, listLinks } from './drive-items.ts';

export interface SharedFile {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly links: readonly { readonly scope: string; readonly url: string }[];
  /** Addresses that may read it by name. */
  readonly grants: readonly string[];
}

/** What lies in somebody's drive, for whoever checks it. */
export async function listDrive(tenant: Tenant, mailbox: string): Promise<SharedFile[]> {
  const user = requireUser(tenant.db, mailbox);
  const files: SharedFile[] = [];
  for (const { id, folder, name, sizeBytes, blobId } of listItems(tenant.db, user.id)) {
    const sha256 = await hashBlob(tenant, readBlob(tenant.db, blobId));
    files.push({
      id,
      folder,
      name,
      sizeBytes,
      sha256,
      links: listLinks(tenant.db, id),
      grants: listGrants(tenant.db, id),
    });
  }
  return files;
}
