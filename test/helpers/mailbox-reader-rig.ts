import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDiskBlobStore } from '../../main/adapters/blobs/disk-blob-store.ts';
import type { GraphClient } from '../../main/adapters/graph/graph-client.ts';
import { graphMailboxReader } from '../../main/adapters/graph/graph-mailbox-reader.ts';
import { graphClientRig, type Responder } from './graph-client-rig.ts';
import { temporaryFolder } from './open-test-database.ts';

/** The reader whole, over real HTTP and onto a real disk. */
export async function mailboxReaderRig(respond: Responder) {
  const { client, seen, origin } = await graphClientRig(respond);
  return { seen, origin, ...(await readerOf(client)) };
}

/** The reader, with a disk of its own. */
export async function readerOf(client: GraphClient) {
  const root = join(temporaryFolder(), 'blobs');
  const blobs = await openDiskBlobStore(root);
  return {
    reader: graphMailboxReader(client, blobs),
    blobs,
    /** Files that are stored or half-written. */
    filesOnDisk: () => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  };
}
