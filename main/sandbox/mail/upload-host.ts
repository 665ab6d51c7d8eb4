import type { Body } from '../http/read-body.ts';
import { GraphError, itemNotFound } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import { insertAttachment, sumAttachmentBytes } from '../store/attachments.ts';
import { dropUnusedBlobs, writeBlobAt } from '../store/blobs.ts';
import { readMessage, touchMessage } from '../store/messages.ts';
import type { ViolationKind } from '../store/request-log.ts';
import type { UploadSession } from '../store/upload-sessions.ts';
import { advanceSession, deleteSession, findSession } from '../store/upload-sessions.ts';
import type { Tenant } from '../tenant.ts';
import { findUser } from '../users.ts';
import { checkMessageSize } from './add-attachment.ts';

/** A request to an upload URL: the other host, which knows no bearer tokens. */
export interface UploadRequest {
  readonly tenant: Tenant;
  readonly method: string;
  readonly sessionId: string;
  readonly authToken: string | null;
  readonly hasAuthorization: boolean;
  readonly contentRange: string | undefined;
  readonly body: Body;
  readonly violate: (kind: ViolationKind, detail: string) => void;
}

const uploadPath = /^\/api\/v2\.0\/Users\('[^']*'\)\/Messages\('[^']*'\)\/AttachmentSessions\('([^']+)'\)$/i;

/** The session that a path names; null for any other path. */
export function readSessionId(path: string): string | null {
  return uploadPath.exec(path)?.[1] ?? null;
}

export function serveUpload(request: UploadRequest): Reply {
  const { tenant, method } = request;
  if (method !== 'PUT' && method !== 'GET' && method !== 'DELETE')
    throw new GraphError(405, 'ErrorInvalidRequest', 'The HTTP method is not allowed for an upload session.');
  if (request.hasAuthorization) refuseAuthorization(request);
  if (method === 'PUT') checkPut(request);
  const session = requireSession(request);
  switch (method) {
    case 'PUT':
      return tenant.db.transaction(() => putRange(request, session))();
    case 'GET':
      return getStatus(request, session);
    case 'DELETE':
      tenant.db.transaction(() => deleteSession(tenant.db, session.id))();
      dropUnusedBlobs(tenant, [session.blobId]);
      return noContent;
  }
}

function refuseAuthorization({ method, violate }: UploadRequest): never {
  if (method === 'PUT') violate('authorizationOnPut', 'The bearer token was sent to the upload host.');
  throw new GraphError(
    401,
    'InvalidAudienceForResource',
    "The audience claim value is invalid for current resource. Audience claim is 'https://graph.microsoft.com/', request url is 'https://outlook.office.com' and resource type is 'Exchange'.",
  );
}

function checkPut({ tenant, body, violate }: UploadRequest): void {
  const { putMaximumBytes, putTooLargeStatus } = tenant.switches();
  if (body.sizeBytes <= putMaximumBytes) return;
  violate('putTooLarge', `${body.sizeBytes} bytes in one PUT.`);
  throw new GraphError(putTooLargeStatus, 'invalidRequest', 'The fragment is larger than the maximum.', {
    inner: { code: 'maxFragmentLengthExceeded' },
  });
}

function requireSession({ tenant, sessionId, authToken }: UploadRequest): UploadSession {
  const session = findSession(tenant.db, sessionId);
  const isExpired = session !== undefined && session.expiresAtMs <= tenant.nowMs();
  if (session === undefined || (isExpired && tenant.switches().expiredSessionStatus === 404)) throw itemNotFound();
  if (isExpired || authToken !== session.authToken)
    throw new GraphError(401, 'unauthenticated', 'The upload token is expired or invalid.', {
      inner: { code: 'expiredToken' },
    });
  return session;
}

function putRange(request: UploadRequest, session: UploadSession): Reply {
  const { tenant, body } = request;
  const startBytes = readStart(request, session);
  if (startBytes !== session.offsetBytes) throw wrongOffset(tenant, startBytes < session.offsetBytes);
  const user = findUser(tenant.db, session.userId);
  if (user === undefined) throw itemNotFound();
  checkMessageSize(tenant, user, sumAttachmentBytes(tenant.db, session.messageN) + body.sizeBytes);
  writeBlobAt(tenant, session.blobId, startBytes, body.bytes);
  const offsetBytes = startBytes + body.sizeBytes;
  advanceSession(tenant.db, session.id, offsetBytes);
  return offsetBytes < session.sizeBytes
    ? { status: 200, json: renderStatus(tenant, { ...session, offsetBytes }) }
    : completeSession(tenant, session);
}

/** A `Content-Range` that is missing, unreadable or at odds with body or session is the client's mistake. */
function readStart({ contentRange, body, violate }: UploadRequest, session: UploadSession): number {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '');
  const [start, end, total] = (match ?? []).slice(1).map(Number);
  const fits =
    start !== undefined &&
    end !== undefined &&
    end - start + 1 === body.sizeBytes &&
    end < session.sizeBytes &&
    total === session.sizeBytes;
  if (fits) return start;
  violate('badContentRange', `'${contentRange ?? ''}' for ${body.sizeBytes} bytes of a file of ${session.sizeBytes}.`);
  throw new GraphError(400, 'invalidRange', 'The Content-Range header is missing or does not fit the content.', {
    inner: { code: 'fragmentLengthMismatch' },
  });
}

function wrongOffset(tenant: Tenant, isOverlap: boolean): GraphError {
  const message = isOverlap
    ? 'Uploaded fragment overlaps with existing data.'
    : 'Uploaded fragment is not the next one that is expected.';
  const code = isOverlap ? 'fragmentOverlap' : 'fragmentOutOfOrder';
  return new GraphError(tenant.switches().wrongOffsetStatus, 'invalidRange', message, { inner: { code } });
}

function completeSession(tenant: Tenant, session: UploadSession): Reply {
  const { messageN, name, contentType, cid, blobId } = session;
  const isInline = session.isInline === 1;
  const attachment = { messageN, kind: 'file' as const, name, contentType, cid, isInline, blobId };
  const id = insertAttachment(tenant.db, attachment, tenant.nowMs());
  deleteSession(tenant.db, session.id);
  touchMessage(tenant.db, messageN, tenant.nowMs());
  const message = readMessage(tenant.db, messageN);
  const user = findUser(tenant.db, session.userId);
  const host = tenant.switches().uploadOrigin || tenant.origin();
  const path = `/api/v2.0/Users('${session.userId}@${user?.tenantId}')/Messages('${message?.immutableId}')/Attachments('${id}')`;
  return { status: 201, headers: { Location: `${host}${path}` } };
}

function getStatus({ tenant }: UploadRequest, session: UploadSession): Reply {
  switch (tenant.switches().uploadUrlGet) {
    case 'ok':
      return { status: 200, json: renderStatus(tenant, session) };
    case 'notFound':
      throw itemNotFound();
    case 'methodNotAllowed':
      throw new GraphError(405, 'ErrorInvalidRequest', 'The HTTP method is not allowed for an upload session.');
  }
}

/** Capital E, and by default an offset without a dash. */
function renderStatus(tenant: Tenant, session: UploadSession): Record<string, unknown> {
  const { expectedRangesForm, expectedRangesName } = tenant.switches();
  const ranges = {
    n: `${session.offsetBytes}`,
    'n-': `${session.offsetBytes}-`,
    'n-m': `${session.offsetBytes}-${session.sizeBytes - 1}`,
  };
  return {
    '@odata.context': `${tenant.origin()}/api/v2.0/$metadata#Users('')/Messages('')/AttachmentSessions/$entity`,
    ExpirationDateTime: new Date(session.expiresAtMs).toISOString(),
    [expectedRangesName]: [ranges[expectedRangesForm]],
  };
}
