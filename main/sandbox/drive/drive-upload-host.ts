import { GraphError } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import type { UploadRequest } from '../mail/upload-host.ts';
import { dropUnusedBlobs, writeBlobAt } from '../store/blobs.ts';
import { driveInvalidRequest, driveIsFull, driveItemNotFound } from './drive-error.ts';
import { findItem, findItemAt, putItem, usedBytes } from './drive-items.ts';
import { renderItem } from './drive-requests.ts';
import { advanceUpload, deleteUpload, type DriveUpload, findUpload } from './drive-uploads.ts';

/** All pieces but the last have a length that is a multiple of this. */
const FRAGMENT_BYTES = 327_680;

/** The upload that a path names; null for any other path. */
export function readDriveUploadId(path: string): string | null {
  return /^\/api\/drive\/uploads\/([\w-]+)$/.exec(path)?.[1] ?? null;
}

/** As Outlook's upload host with OneDrive's manners: 202 for a piece, and at the end the item itself. */
export function serveDriveUpload(request: UploadRequest): Reply {
  const { tenant, method } = request;
  if (request.hasAuthorization) {
    if (method === 'PUT') request.violate('authorizationOnPut', 'The bearer token was sent to the upload host.');
    throw new GraphError(401, 'unauthenticated', 'The Authorization header is not allowed here.');
  }
  const upload = requireUpload(request);
  switch (method) {
    case 'PUT':
      return tenant.db.transaction(() => putFragment(request, upload))();
    case 'GET':
      return { status: 200, json: renderStatus(upload.offsetBytes, upload.expiresAtMs) };
    case 'DELETE':
      tenant.db.transaction(() => deleteUpload(tenant.db, upload.id))();
      dropUnusedBlobs(tenant, [upload.blobId]);
      return noContent;
    default:
      throw new GraphError(405, 'invalidRequest', 'The HTTP method is not allowed for an upload session.');
  }
}

function requireUpload({ tenant, sessionId, authToken }: UploadRequest): DriveUpload {
  const upload = findUpload(tenant.db, sessionId);
  if (upload === undefined || upload.expiresAtMs <= tenant.nowMs()) throw driveItemNotFound();
  if (authToken !== upload.authToken)
    throw new GraphError(401, 'unauthenticated', 'The upload token is invalid.', { inner: { code: 'expiredToken' } });
  return upload;
}

function putFragment(request: UploadRequest, upload: DriveUpload): Reply {
  const { tenant, body } = request;
  const { start, end, total } = readRange(request);
  if (start !== upload.offsetBytes) {
    const code = start < upload.offsetBytes ? 'fragmentOverlap' : 'fragmentOutOfOrder';
    throw new GraphError(416, 'invalidRange', 'The uploaded fragment does not fit.', { inner: { code } });
  }
  const isLast = end + 1 === total;
  if (!isLast && body.sizeBytes % FRAGMENT_BYTES !== 0)
    throw driveInvalidRequest('The length of a fragment must be a multiple of 320 KiB.');
  if (usedBytes(tenant.db, upload.userId) + total > tenant.switches().driveQuotaBytes) throw driveIsFull();
  writeBlobAt(tenant, upload.blobId, start, body.bytes);
  if (isLast) return finish(request, upload);
  const expiresAtMs = tenant.nowMs() + tenant.switches().sessionLifetimeMs;
  advanceUpload(tenant.db, upload.id, end + 1, expiresAtMs);
  return { status: 202, json: renderStatus(end + 1, expiresAtMs) };
}

function readRange({ contentRange, body, violate }: UploadRequest) {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '');
  const [start, end, total] = (match ?? []).slice(1).map(Number);
  const fits = start !== undefined && end !== undefined && total !== undefined;
  if (fits && end - start + 1 === body.sizeBytes && end < total) return { start, end, total };
  violate('badContentRange', `'${contentRange ?? ''}' for ${body.sizeBytes} bytes.`);
  throw driveInvalidRequest('The Content-Range header is missing or does not fit the content.');
}

function finish({ tenant }: UploadRequest, upload: DriveUpload): Reply {
  const { db } = tenant;
  const { userId, folder, blobId, conflict } = upload;
  const before = findItemAt(db, userId, folder, upload.name);
  if (before !== undefined && conflict === 'fail')
    throw new GraphError(409, 'nameAlreadyExists', 'An item with the same name already exists.');
  const name = before !== undefined && conflict === 'rename' ? `1 ${upload.name}` : upload.name;
  const id = putItem(db, { userId, folder, name, blobId, modifiedAtMs: tenant.nowMs() });
  deleteUpload(db, upload.id);
  if (before !== undefined) dropUnusedBlobs(tenant, [before.blobId]);
  const item = findItem(db, userId, id);
  if (item === undefined) throw driveItemNotFound();
  return { status: before === undefined ? 201 : 200, json: renderItem(item) };
}

function renderStatus(offsetBytes: number, expiresAtMs: number): Record<string, unknown> {
  return { expirationDateTime: new Date(expiresAtMs).toISOString(), nextExpectedRanges: [`${offsetBytes}-`] };
}
