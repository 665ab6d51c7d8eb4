import type { FileRow } from '../../../contract/files.ts';
import { cleanName } from './clean-name.ts';
import { decodeHeaderRemains } from './decode-header-remains.ts';
import { extensionOfItem, extensionOfType } from './extension-of.ts';
import { fitName, type SplitName, splitName } from './fit-name.ts';

/** What of a file decides its name outside. */
export type NamedFile = Pick<FileRow, 'name' | 'kind' | 'type' | 'contentType'>;

/**
 * The name of a file outside the app: safe on all three systems, whatever its sender wrote. The sender's own words stay
 * in the list. Rules and reasons: docs/specs/file-export.md.
 */
export function exportName(file: NamedFile): string {
  return fitName(nameParts(file), emptyStem(file));
}

export function nameParts(file: NamedFile): SplitName {
  const decoded = decodeHeaderRemains(file.name);
  if (file.kind === 'item') return itemParts(cleanName(decoded), file);
  const split = splitName(cleanName(lastSegment(decoded)));
  return split.extension === '' ? { ...split, extension: extensionOfType(file) } : split;
}

/** Whatever an item is called, it is a mail, a contact or an event. */
function itemParts(name: string, file: NamedFile): SplitName {
  const extension = extensionOfItem(file.type);
  return { stem: name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name, extension };
}

/** A name may come as a path of either kind. An item's name is a subject: there a slash only divides words. */
function lastSegment(name: string): string {
  const segments = name.split(/[\\/]/);
  return segments.findLast((segment) => cleanName(segment) !== '') ?? '';
}

export function emptyStem({ kind, type }: NamedFile): string {
  if (kind !== 'item') return 'attachment';
  return type === 'contact' ? 'contact' : type === 'calendar' ? 'event' : 'message';
}
