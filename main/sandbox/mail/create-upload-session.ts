import { GraphError, accessDenied, badRequest } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { readEntity, readJson, readParameter } from '../odata/read-json.ts';
import { createBlob } from '../store/blobs.ts';
import { newAuthToken, newSessionId } from '../store/ids.ts';
import { insertSession } from '../store/upload-sessions.ts';
import type { Tenant } from '../tenant.ts';
import { requireChangeable } from './find-message.ts';
import type { MailRequest } from './request.ts';

export function createUploadSession(request: MailRequest): Reply {
  const { tenant, user, me } = request;
  if (user.id !== me.id && !tenant.switches().sharedUploadSessions) throw accessDenied();
  const message = requireChangeable(request);
  const item = readEntity(
    readParameter(readJson(request.body), 'AttachmentItem'),
    'graph.attachmentItem',
    'AttachmentItem',
  );
  const { name, size, attachmentType } = item;
  if (typeof name !== 'string' || typeof size !== 'number' || typeof attachmentType !== 'string')
    throw badRequest('The attachmentType, name and size of an AttachmentItem are required.', 'ErrorInvalidRequest');
  if (attachmentType.toLowerCase() !== 'file')
    throw new GraphError(
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
      'Unsupported Attachment type specified. Only File attachments can be uploaded using an Upload Session.',
    );
  checkSize(tenant, size);
  const id = newSessionId();
  const authToken = newAuthToken();
  const expiresAtMs = tenant.nowMs() + tenant.switches().sessionLifetimeMs;
  insertSession(tenant.db, {
    id,
    authToken,
    messageN: message.n,
    userId: user.id,
    blobId: createBlob(tenant),
    name,
    contentType: typeof item['contentType'] === 'string' ? item['contentType'] : null,
    cid: typeof item['contentId'] === 'string' ? item['contentId'] : null,
    isInline: item['isInline'] === true ? 1 : 0,
    sizeBytes: size,
    offsetBytes: 0,
    expiresAtMs,
  });
  const messageId = request.prefer.immutableIds ? message.immutableId : message.restId;
  const path = `/api/v2.0/Users('${user.id}@${user.tenantId}')/Messages('${messageId}')/AttachmentSessions('${id}')`;
  return {
    status: 201,
    json: {
      '@odata.context': `${tenant.origin()}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${tenant.switches().uploadOrigin || tenant.origin()}${path}?authtoken=${authToken}`,
      expirationDateTime: new Date(expiresAtMs).toISOString(),
      nextExpectedRanges: ['0-'],
    },
  };
}

function checkSize(tenant: Tenant, sizeBytes: number): void {
  const { sessionMinimumBytes, sessionMaximumBytes } = tenant.switches();
  if (sizeBytes < sessionMinimumBytes)
    throw badRequest(
      'The attachment size is less than the minimum size of an upload session.',
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
    );
  if (sizeBytes > sessionMaximumBytes)
    throw badRequest(
      'The attachment size exceeds the maximum size of an upload session.',
      'ErrorAttachmentSizeLimitExceeded',
    );
}
