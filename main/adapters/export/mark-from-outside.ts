import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Marking {
  readonly platform: NodeJS.Platform;
  /** The tool of macOS that writes extended attributes. */
  readonly xattr: string;
  readonly nowMs: () => number;
}

export const systemMarking: Marking = {
  platform: process.platform,
  xattr: '/usr/bin/xattr',
  nowMs: () => Date.now(),
};

/**
 * Tells the system that a file came from outside: it then asks before it runs such a file, or refuses. `unheld` when the
 * disk cannot hold the mark (FAT, some network folders); `none` where the system knows no such mark.
 */
export async function markFromOutside(path: string, marking: Marking): Promise<'marked' | 'unheld' | 'none'> {
  try {
    switch (marking.platform) {
      case 'win32':
        await writeFile(`${path}:Zone.Identifier`, zoneOfInternet, { flush: true });
        return 'marked';
      case 'darwin':
        await promisify(execFile)(marking.xattr, ['-w', 'com.apple.quarantine', quarantine(marking.nowMs()), path]);
        return 'marked';
      default:
        return 'none';
    }
  } catch {
    return 'unheld';
  }
}

/** Where from exactly is nobody's business who later gets the file. */
const zoneOfInternet = '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n';

/** Flags (downloaded, never yet approved), when in hexadecimal seconds, by which program, and an id for the event. */
function quarantine(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `0081;${seconds.toString(16)};Mailroom;${randomUUID().toUpperCase()}`;
}
