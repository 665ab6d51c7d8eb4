import type { AttachmentRow } from '../store/attachments.ts';
import { readBlobBytes } from '../store/blobs.ts';
import type { Tenant } from '../tenant.ts';

/** The service reports the encoded size, which is larger than the file. */
function reportedSizeBytes(fileBytes: number): number {
  return Math.ceil(fileBytes * 1.045) + 256;
}

/** Without a selection a file carries its bytes, whatever their size. */
export function renderAttachment(
  tenant: Tenant,
  row: AttachmentRow,
  select: readonly string[] | null,
): Record<string, unknown> {
  const base: Record<string, unknown> = {
    id: row.id,
    lastModifiedDateTime: new Date(row.modifiedAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    name: row.name,
    contentType: row.kind === 'item' ? null : row.contentType,
    size: reportedSizeBytes(row.sizeBytes),
    isInline: row.isInline === 1,
  };
  const type = { '@odata.type': `#microsoft.graph.${row.kind}Attachment` };
  if (select !== null)
    return { ...type, ...Object.fromEntries(select.map((name) => [name, base[name] ?? null])), id: row.id };
  if (row.kind !== 'file') return { ...type, ...base };
  return {
    ...type,
    '@odata.mediaContentType': row.contentType ?? 'application/octet-stream',
    ...base,
    contentId: row.cid,
    contentLocation: null,
    contentBytes: readBlobBytes(tenant, row.blobId).toString('base64'),
  };
}
