import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The kernel keeps a socket's path in 104 bytes (macOS) or 108 (Linux), the end mark included. */
const LONGEST_PATH_BYTES = 100;

/** Where the owner of a data folder listens: in the folder itself; where that is too long, in one named by its digest. */
export function ownerSocketPath(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const folder = resolve(dataDir);
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (platform === 'win32') return `\\\\.\\pipe\\mailroom-${digest}`;
  const inside = join(folder, 'owner.sock');
  if (Buffer.byteLength(inside) <= LONGEST_PATH_BYTES) return inside;
  return join(tmpdir(), `mailroom-${process.getuid?.() ?? 0}-${digest}`, 'owner.sock');
}
