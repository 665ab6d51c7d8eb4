import type { OutboxId } from '../../../contract/ids.ts';
import type { DrivePlace } from '../ports/drive-service.ts';

/**
 * A folder for each shared file, named by message and file: whatever is found in it is that file, so an upload whose
 * last answer was lost is found again instead of repeated, and taking it back needs no id.
 */
export function drivePlace(id: OutboxId, file: { readonly position: number; readonly name: string }): DrivePlace {
  return { folder: `Mailroom/${id}-${String(file.position)}`, name: driveName(file.name) };
}

const MAX_NAME_CHARS = 200;

/** OneDrive takes no name with these characters, nor one that ends in a dot or a space, nor a few words of its own. */
function driveName(name: string): string {
  const cleaned = name
    .replace(/["*:<>?/\\|#%\p{Cc}]/gu, '_')
    .replace(/^[\s~.]+|[\s.]+$/g, '')
    .replace(/^_vti_/i, 'vti_');
  const isReserved =
    cleaned === '' || /^(con|prn|aux|nul|com\d|lpt\d|desktop\.ini|\.lock)$/i.test(cleaned.split('.')[0] ?? '');
  const usable = isReserved ? `file-${cleaned}` : cleaned;
  if (usable.length <= MAX_NAME_CHARS) return usable;
  const dot = usable.lastIndexOf('.');
  const extension = dot > usable.length - 20 ? usable.slice(dot) : '';
  return usable.slice(0, MAX_NAME_CHARS - extension.length) + extension;
}
