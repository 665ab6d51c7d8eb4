import type { ForeignMailbox, ForeignMessage, ForeignSession, MessageInput } from './foreign-mailbox.ts';

/** In what a Graph-like server may differ from the next one. */
export interface Dialect {
  readonly location: 'quoted' | 'path' | 'rawPath' | 'absent';
  readonly ids: 'plain' | 'odd';
  /** Whether answers about messages show body and recipients. */
  readonly showsBody: boolean;
  readonly ranges: 'n' | 'n-' | 'n-m';
  readonly answersUploadGet: boolean;
  readonly filtersByMarker: boolean;
  readonly expands: boolean;
  readonly lastPut: '201 empty' | '201 with id' | '200 with id';
  readonly created: 200 | 201;
  readonly pageSize: number;
}

export const plainDialect: Dialect = {
  location: 'quoted',
  ids: 'plain',
  showsBody: true,
  ranges: 'n',
  answersUploadGet: true,
  filtersByMarker: true,
  expands: true,
  lastPut: '201 empty',
  created: 201,
  pageSize: 100,
};

export interface Call {
  readonly method: string;
  /** Below the version; decoded. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly contentRange: string;
  readonly body: Buffer;
  readonly origin: string;
  readonly path: string;
}

export interface Answer {
  readonly status: number;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Only what a client of a foreign server may rely on; everything else answers 501. */
export function answerCall(mailbox: ForeignMailbox, dialect: Dialect, call: Call): Answer {
  const { method, segments } = call;
  const [root, kind, id = '', part, partId] = segments;
  const route = `${method} ${[root, kind, id === '' ? null : ':', part, partId].filter((one) => one).join('/')}`;
  if (root === 'upload') return answerUpload(mailbox, dialect, call);
  if (route === 'POST me/messages') {
    // A foreign server believes what it is sent.
    const message = mailbox.createDraft(parse(call) as unknown as MessageInput);
    return { status: dialect.created, json: render(message, dialect) };
  }
  if (route === 'POST me/sendMail') {
    mailbox.sendMail(parse(call)['message'] as MessageInput);
    return { status: 202 };
  }
  if (route === 'GET me/mailFolders/:/messages') return search(mailbox, dialect, call, id);
  const message = kind === 'messages' ? mailbox.messages.get(id) : undefined;
  if (message === undefined) return kind === 'messages' ? gone : { status: 501 };
  if (route === 'GET me/messages/:') return { status: 200, json: render(message, dialect) };
  if (route === 'DELETE me/messages/:') {
    mailbox.messages.delete(id);
    return { status: 204 };
  }
  return message.isDraft ? answerDraft(mailbox, dialect, call, message) : gone;
}

const gone: Answer = {
  status: 404,
  json: { error: { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' } },
};

function answerDraft(mailbox: ForeignMailbox, dialect: Dialect, call: Call, message: ForeignMessage): Answer {
  const [, , , part, partId] = call.segments;
  switch (
    `${call.method} ${part ?? ''}${partId === undefined ? '' : partId === 'createUploadSession' ? '/session' : '/:'}`
  ) {
    case 'POST send':
      mailbox.send(message);
      return { status: 202 };
    case 'GET attachments': {
      const items = message.attachments.map(({ id, name }) => ({ id, name }));
      return { status: 200, json: page(items, dialect, call) };
    }
    case 'POST attachments': {
      const { name, contentBytes } = parse(call);
      const { id } = mailbox.attach(message, String(name), Buffer.from(String(contentBytes), 'base64'));
      return { status: dialect.created, json: { id, name } };
    }
    case 'POST attachments/session': {
      const { name, size } = parse(call)['AttachmentItem'] as { name: string; size: number };
      const { token } = mailbox.openSession(message, name, size);
      return {
        status: dialect.created,
        json: { uploadUrl: `${call.origin}/v1.0/upload/${token}`, nextExpectedRanges: ['0-'] },
      };
    }
    case 'DELETE attachments/:':
      message.attachments = message.attachments.filter((attachment) => attachment.id !== partId);
      return { status: 204 };
    default:
      return { status: 501 };
  }
}

function answerUpload(mailbox: ForeignMailbox, dialect: Dialect, call: Call): Answer {
  const session = mailbox.sessions.get(call.segments[1] ?? '');
  if (session === undefined) return gone;
  switch (call.method) {
    case 'PUT':
      return putChunk(mailbox, dialect, call, session);
    case 'GET':
      return dialect.answersUploadGet ? { status: 200, json: expecting(session, dialect) } : gone;
    case 'DELETE':
      mailbox.sessions.delete(session.token);
      return { status: 204 };
    default:
      return { status: 501 };
  }
}

function putChunk(mailbox: ForeignMailbox, dialect: Dialect, call: Call, session: ForeignSession): Answer {
  const start = Number(/^bytes (\d+)-/.exec(call.contentRange)?.[1] ?? -1);
  if (start !== session.received.length) return { status: 416, json: { error: { code: 'invalidRange', message: '' } } };
  session.received = Buffer.concat([session.received, call.body]);
  if (session.received.length < session.sizeBytes) return { status: 200, json: expecting(session, dialect) };
  mailbox.sessions.delete(session.token);
  const { id } = mailbox.attach(session.message, session.name, session.received);
  const location = locationOf(dialect, call.origin, session.message.id, id);
  return {
    status: dialect.lastPut.startsWith('200') ? 200 : 201,
    ...(dialect.lastPut.endsWith('id') ? { json: { id } } : {}),
    headers: location === null ? {} : { location },
  };
}

function locationOf(dialect: Dialect, origin: string, messageId: string, id: string): string | null {
  switch (dialect.location) {
    case 'quoted':
      return `${origin}/api/v2.0/Users('u')/Messages('${messageId}')/Attachments('${id}')`;
    case 'path':
      return `/v1.0/me/messages/${encodeURIComponent(messageId)}/attachments/${encodeURIComponent(id)}`;
    case 'rawPath':
      return `${origin}/v1.0/me/messages/${messageId}/attachments/${id}`;
    case 'absent':
      return null;
  }
}

function expecting({ received, sizeBytes }: ForeignSession, { ranges }: Dialect): object {
  const next = String(received.length);
  const spelled = { n: next, 'n-': `${next}-`, 'n-m': `${next}-${String(sizeBytes - 1)}` };
  return { nextExpectedRanges: [spelled[ranges]] };
}

function search(mailbox: ForeignMailbox, dialect: Dialect, call: Call, folder: string): Answer {
  const filter = call.query.get('$filter') ?? '';
  if (folder !== 'drafts' && folder !== 'sentitems') return gone;
  if (filter.startsWith('singleValue') && !dialect.filtersByMarker)
    return { status: 400, json: { error: { code: 'ErrorInvalidProperty', message: 'Not supported.' } } };
  const found = mailbox.find(folder === 'drafts', filter).map((message) => ({
    ...render(message, dialect),
    ...(dialect.expands ? { singleValueExtendedProperties: message.input.singleValueExtendedProperties } : {}),
  }));
  return { status: 200, json: page(found, dialect, call) };
}

function page(items: readonly object[], { pageSize }: Dialect, { query, origin, path }: Call): object {
  const skip = Number(query.get('$skip') ?? 0);
  const value = items.slice(skip, skip + pageSize);
  const next = `${origin}${path}?$skip=${String(skip + pageSize)}`;
  return skip + pageSize < items.length ? { value, '@odata.nextLink': next } : { value };
}

function render({ id, input, isDraft, createdAt }: ForeignMessage, { showsBody }: Dialect): object {
  const { body, toRecipients, subject, internetMessageId } = input;
  const words = showsBody ? { body, toRecipients } : {};
  return { id, isDraft, subject, internetMessageId, createdDateTime: createdAt, ...words };
}

function parse({ body }: Call): Record<string, unknown> {
  return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
}
