import { readWhole } from '../core/outbox/attachment-steps.ts';
import { mustHaveFiles } from '../core/outbox/must-have-files.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import type { BlobStore } from '../core/ports/blob-store.ts';

/** What every window can show, and nothing that could run. */
const shownTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'];

/** Larger ones are sent like any file, but are no picture of a letter: they would only fill the window's memory. */
const MAX_PICTURE_BYTES = 20_000_000;

/** A picture of the text, from the snapshot that will be sent. Null for what no window shows; throws once it was released. */
export async function readPicture(
  blobs: BlobStore,
  { attachments }: Pick<OutboxRecord, 'attachments'>,
  contentId: string,
): Promise<{ contentType: string; bytes: Blob } | null> {
  const picture = attachments.find((attachment) => attachment.contentId === contentId && !attachment.removing);
  if (picture === undefined || picture.sizeBytes > MAX_PICTURE_BYTES) return null;
  const contentType = picture.contentType.toLowerCase();
  if (!shownTypes.includes(contentType)) return null;
  mustHaveFiles({ attachments: [picture] });
  return { contentType, bytes: new Blob([new Uint8Array(await readWhole(blobs, picture))], { type: contentType }) };
}
