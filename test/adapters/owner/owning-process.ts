import { ownDataFolder } from '../../../main/adapters/owner/own-data-folder.ts';
import type { Ownership } from '../../../main/adapters/owner/own-data-folder.ts';

/** Tries to own the folder it is told and says how that went; lets go when it is told `null`. */
let ownership: Ownership | null = null;

process.on('message', (dataDir: string | null) => {
  if (dataDir === null) {
    if (ownership?.kind === 'owner') ownership.release();
    process.send?.({ kind: 'released', epoch: 0 });
    return;
  }
  ownership = ownDataFolder(dataDir, () => 0);
  process.send?.({ kind: ownership.kind, epoch: ownership.kind === 'owner' ? ownership.epoch : 0 });
});
process.send?.({ kind: 'started', epoch: 0 });
