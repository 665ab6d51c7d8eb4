import { GraphError } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { readTop } from '../odata/read-query.ts';
import type { Folder } from '../store/folders.ts';
import { countItems, findFolder, findParentFolder, listChildFolders } from '../store/folders.ts';
import type { MailRequest } from './request.ts';

/** The folders at the root of the mailbox. */
export function listMailFolders(request: MailRequest): Reply {
  return pageOfFolders(request, listChildFolders(request.tenant.db, request.user.id, null));
}

export function listFoldersBelow(request: MailRequest): Reply {
  return pageOfFolders(request, listChildFolders(request.tenant.db, request.user.id, requireFolder(request)));
}

export function getMailFolder(request: MailRequest): Reply {
  return { status: 200, json: renderFolder(request, requireFolder(request)) };
}

/** The folder of the route, or 404. */
export function requireFolder({ tenant, user, parameters }: MailRequest): Folder {
  const folder = findFolder(tenant.db, user.id, parameters['folder'] ?? '');
  if (folder === undefined)
    throw new GraphError(
      404,
      'ErrorItemNotFound',
      'The specified object was not found in the store., Default folder not found.',
    );
  return folder;
}

/** Ten to a page unless more are asked for, as with messages. */
function pageOfFolders(request: MailRequest, folders: readonly Folder[]): Reply {
  const { query, prefer, tenant } = request;
  const top = readTop(query.get('$top') ?? String(prefer.pageSize ?? 10));
  const skip = Number.parseInt(query.get('$skip') ?? '0', 10) || 0;
  const next = new URLSearchParams(query);
  next.set('$skip', String(skip + top));
  const more = folders.length > skip + top;
  return {
    status: 200,
    json: {
      '@odata.context': `${tenant.origin()}/v1.0/$metadata#users('${request.user.id}')/mailFolders`,
      value: folders.slice(skip, skip + top).map((folder) => renderFolder(request, folder)),
      ...(more ? { '@odata.nextLink': `${tenant.origin()}${request.path}?${next.toString()}` } : {}),
    },
  };
}

function renderFolder({ tenant }: MailRequest, folder: Folder): Record<string, unknown> {
  const { total, unread } = countItems(tenant.db, folder.id);
  const parentId = findParentFolder(tenant.db, folder)?.id ?? `AQMkADroot${folder.userId}AAA=`;
  return {
    id: folder.id,
    displayName: folder.displayName,
    parentFolderId: parentId,
    childFolderCount: listChildFolders(tenant.db, folder.userId, folder).length,
    unreadItemCount: unread,
    totalItemCount: total,
    isHidden: false,
  };
}
