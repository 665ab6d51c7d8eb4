import type { Reply } from '../http/reply.ts';
import { readQuery } from '../odata/read-query.ts';
import { messageColumns } from '../store/messages.ts';
import type { MessageRow } from '../store/messages.ts';
import { requireMessage } from './find-message.ts';
import { requireFolder } from './folders.ts';
import { renderMessage } from './render-message.ts';
import type { MailRequest } from './request.ts';

export function getMessage(request: MailRequest): Reply {
  const row = requireMessage(request);
  const { select, expand } = readQuery(request.query, request.tenant.nowMs(), null);
  return { status: 200, json: renderMessage(request, row, select, expand) };
}

/** A page of the whole mailbox or of one folder, with a link to the next one. */
export function listMessages(request: MailRequest): Reply {
  const { tenant, user, prefer } = request;
  const folder = request.parameters['folder'] === undefined ? null : requireFolder(request);
  const nowMs = tenant.nowMs();
  const { select, expand, filter, orderBy, top, skip } = readQuery(request.query, nowMs, prefer.pageSize);
  const conditions = ['m.user_id = ?', 'm.visible_at_ms <= ?'];
  const values: (string | number)[] = [user.id, nowMs];
  if (folder !== null) {
    conditions.push('m.folder_id = ?');
    values.push(folder.id);
  }
  if (filter !== null) {
    conditions.push(filter.sql);
    values.push(...filter.parameters);
  }
  const rows = tenant.db
    .prepare<(string | number)[], MessageRow>(
      `SELECT ${messageColumns} FROM message m WHERE ${conditions.join(' AND ')}
       ORDER BY ${orderBy.join(', ')} LIMIT ? OFFSET ?`,
    )
    .all(...values, top + 1, skip);
  return {
    status: 200,
    json: {
      '@odata.context': `${tenant.origin()}/v1.0/$metadata#users('${user.id}')/messages`,
      value: rows.slice(0, top).map((row) => renderMessage(request, row, select, expand)),
      ...(rows.length > top ? { '@odata.nextLink': nextLink(request, skip + top) } : {}),
    },
  };
}

function nextLink(request: MailRequest, skip: number): string {
  const query = new URLSearchParams(request.query);
  query.set('$skip', String(skip));
  return `${request.tenant.origin()}${request.path}?${query.toString()}`;
}
