import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import { isObject, readJson } from '../odata/read-json.ts';
import { createBlob, dropUnusedBlobs, openBlob } from '../store/blobs.ts';
import { newAuthToken, newSessionId } from '../store/ids.ts';
import type { MailRequest } from '../mail/request.ts';
import { driveInvalidRequest, driveItemNotFound, requireDrive } from './drive-error.ts';
import {
  deleteItem,
  type DriveItem,
  findItem,
  findItemAt,
  grantTo,
  linkFor,
  listItems,
  usedBytes,
} from './drive-items.ts';
import { insertUpload, type Conflict } from './drive-uploads.ts';
import { GraphError } from '../http/graph-error.ts';

export function getDrive({ tenant, user }: MailRequest): Reply {
  requireDrive(tenant);
  const used = usedBytes(tenant.db, user.id);
  const total = tenant.switches().driveQuotaBytes;
  const quota = { total, used, remaining: Math.max(0, total - used), deleted: 0, state: 'normal' };
  return { status: 200, json: { id: `b!${user.id}`, driveType: 'business', quota } };
}

export function getItemByPath(request: MailRequest): Reply {
  return { status: 200, json: renderItem(requireItemByPath(request)) };
}

export function getItem(request: MailRequest): Reply {
  return { status: 200, json: renderItem(requireItem(request)) };
}

export function getContent(request: MailRequest): Reply {
  const { blobId, sizeBytes } = requireItem(request);
  const open = () => openBlob(request.tenant, blobId);
  return { status: 200, file: { open, sizeBytes, contentType: 'application/octet-stream' } };
}

/** A folder goes with everything in it. */
export function removeFolder(request: MailRequest): Reply {
  const { tenant, user } = request;
  requireDrive(tenant);
  const items = listItems(tenant.db, user.id, folderOf(request));
  if (items.length === 0) throw driveItemNotFound();
  for (const { id } of items) deleteItem(tenant.db, id);
  dropUnusedBlobs(
    tenant,
    items.map(({ blobId }) => blobId),
  );
  return noContent;
}

const conflicts: readonly Conflict[] = ['fail', 'replace', 'rename'];

/** The size is known only with the first piece. */
export function createDriveUpload(request: MailRequest): Reply {
  const { tenant, user, parameters } = request;
  requireDrive(tenant);
  const file = parameters['file'] ?? '';
  if (!file.endsWith(':')) throw driveInvalidRequest('The path of an item ends in a colon.');
  const { item } = request.body.sizeBytes === 0 ? {} : readJson(request.body);
  const asked = isObject(item) ? item['@microsoft.graph.conflictBehavior'] : undefined;
  const conflict = conflicts.find((one) => one === asked) ?? 'fail';
  const expiresAtMs = tenant.nowMs() + tenant.switches().sessionLifetimeMs;
  const upload = {
    id: newSessionId(),
    authToken: newAuthToken(),
    userId: user.id,
    folder: folderOf(request),
    name: file.slice(0, -1),
    conflict,
    blobId: createBlob(tenant),
    offsetBytes: 0,
    expiresAtMs,
  };
  insertUpload(tenant.db, upload);
  return {
    status: 200,
    json: {
      uploadUrl: `${tenant.origin()}/api/drive/uploads/${upload.id}?authtoken=${upload.authToken}`,
      expirationDateTime: new Date(expiresAtMs).toISOString(),
      nextExpectedRanges: ['0-'],
    },
  };
}

export function createLink(request: MailRequest): Reply {
  const { tenant } = request;
  const item = requireItem(request);
  const { type, scope = 'organization' } = readJson(request.body);
  if (type !== 'view' && type !== 'edit') throw driveInvalidRequest("The property 'type' is missing or unknown.");
  if (typeof scope !== 'string' || !tenant.switches().driveLinkScopes.includes(scope))
    throw new GraphError(403, 'sharingDisabled', 'Sharing has been disabled by the administrator.');
  const { url, isNew } = linkFor(tenant.db, item.id, scope);
  return {
    status: isNew ? 201 : 200,
    json: { id: `${item.id}-${scope}`, roles: ['read'], link: { type, scope, webUrl: url } },
  };
}

export function inviteTo(request: MailRequest): Reply {
  const { tenant } = request;
  const item = requireItem(request);
  const { recipients } = readJson(request.body);
  if (!Array.isArray(recipients)) throw driveInvalidRequest("The property 'recipients' is required.");
  const addresses = recipients.flatMap((one: unknown) =>
    isObject(one) && typeof one['email'] === 'string' ? [one['email']] : [],
  );
  for (const address of addresses) grantTo(tenant.db, item.id, address);
  const value = addresses.map((email) => ({ roles: ['read'], grantedToV2: { user: { email } } }));
  return { status: 200, json: { value } };
}

export function renderItem(item: DriveItem): Record<string, unknown> {
  return {
    id: item.id,
    name: item.name,
    size: item.sizeBytes,
    lastModifiedDateTime: new Date(item.modifiedAtMs).toISOString(),
    file: { mimeType: 'application/octet-stream' },
    parentReference: { path: `/drive/root:/${item.folder}` },
  };
}

function folderOf({ parameters }: MailRequest): string {
  return `${parameters['top'] ?? ''}/${parameters['folder'] ?? ''}`;
}

function requireItemByPath(request: MailRequest): DriveItem {
  const { tenant, user, parameters } = request;
  requireDrive(tenant);
  const item = findItemAt(tenant.db, user.id, folderOf(request), parameters['file'] ?? '');
  if (item === undefined) throw driveItemNotFound();
  return item;
}

function requireItem({ tenant, user, parameters }: MailRequest): DriveItem {
  requireDrive(tenant);
  const item = findItem(tenant.db, user.id, parameters['item'] ?? '');
  if (item === undefined) throw driveItemNotFound();
  return item;
}
