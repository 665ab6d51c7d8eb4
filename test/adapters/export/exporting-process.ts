import { join } from 'node:path';
import { openDiskBlobStore } from '../../../main/adapters/blobs/disk-blob-store.ts';
import { diskExportFolders } from '../../../main/adapters/export/export-folders.ts';
import { sha256 } from '../../../contract/ids.ts';

/** Saves one stored file; says `ready` before and the result after, so that a tracer or a limit can watch. */
const [dataDir = '', target = '', stored = '', sizeBytes = ''] = process.argv.slice(2);
const blobs = await openDiskBlobStore(join(dataDir, 'blobs'));
process.stdout.write('ready\n');
const folder = await diskExportFolders(blobs).open(target);
const result =
  'failure' in folder
    ? folder
    : await folder.write({ sha256: sha256.parse(stored), sizeBytes: Number(sizeBytes) }, 'a.bin');
process.stdout.write(`${JSON.stringify(result)}\n`);
