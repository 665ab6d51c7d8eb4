import type { IncomingHttpHeaders } from 'node:http';
import { type Mailbox, type Message, newAttachment, newMessage, newSession } from './graph-like-mailbox.ts';
import type { Moment } from './graph-like-server.ts';

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly method: string;
  /** Below the version, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly origin: string;
  readonly mailbox: Mailbox;
  readonly reached: (moment: Moment) => Promise<void>;
}

const notFound = refusal(404, 'ErrorItemNotFound');

/** What one request does and is answered. What is not here answers 501, which a client has to bear. */
export async function answerGraph(call: Call): Promise<Answer> {
  const { method, origin } = call;
  const url = new URL(call.path, origin);
  const path = url.pathname.split('/').slice(1).map(decodeURIComponent);
  const [root, collection, id = '', part, partId = ''] = path;
  if (root === 'upload') return answerUpload(call);
  if (root !== 'me') return refusal(501, 'NotImplemented');
  if (method === 'GET' && path.length === 1) return ok({ id: 'u1', userPrincipalName: 'foreign@sandbox.example' });
  if (collection === 'mailFolders' && part === 'messages') return search(call, id, url.searchParams.get('$filter'));
  if (collection !== 'messages') return refusal(501, 'NotImplemented');
  if (method === 'POST' && path.length === 2) return createMessage(call);
  const message = call.mailbox.messages.get(id);
  if (message === undefined) return notFound;
  if (path.length === 3) return answerMessage(call, message);
  if (part === 'send' && method === 'POST') return send(call, message);
  if (part !== 'attachments') return refusal(501, 'NotImplemented');
  if (partId === 'createUploadSession') return openSession(call, message);
  return answerAttachments(call, message, partId);
}

async function createMessage({ body, mailbox, reached }: Call): Promise<Answer> {
  const parsed = newMessage.safeParse(parseJson(body));
  if (!parsed.success) return refusal(400, 'ErrorInvalidRequest');
  const message = mailbox.create(parsed.data);
  await reached('draft.made');
  return { status: 201, json: render(message) };
}

function answerMessage({ method, mailbox }: Call, message: Message): Answer {
  if (method === 'GET') return ok(render(message));
  if (method !== 'DELETE') return refusal(501, 'NotImplemented');
  mailbox.messages.delete(message.id);
  return { status: 204 };
}

async function send({ mailbox, reached }: Call, message: Message): Promise<Answer> {
  await reached('send.heard');
  if (!message.isDraft) return notFound;
  mailbox.send(message);
  await reached('send.done');
  return { status: 202 };
}

function search({ mailbox }: Call, folder: string, filter: string | null): Answer {
  const found = mailbox.search(folder, filter ?? '');
  return found === null ? refusal(400, 'ErrorInvalidUrlQueryFilter') : ok({ value: found.map(render) });
}

async function answerAttachments(
  { method, body, mailbox, reached }: Call,
  message: Message,
  id: string,
): Promise<Answer> {
  if (id !== '') return method === 'DELETE' && message.attachments.delete(id) ? { status: 204 } : notFound;
  if (method === 'GET') {
    return ok({ value: [...message.attachments.values()].map((file) => ({ id: file.id, name: file.name })) });
  }
  const parsed = newAttachment.safeParse(parseJson(body));
  if (!parsed.success || !message.isDraft) return refusal(400, 'ErrorInvalidRequest');
  const attached = mailbox.attach(message, parsed.data.name, Buffer.from(parsed.data.contentBytes, 'base64'));
  await reached('file.attached');
  return { status: 201, json: { id: attached.id, name: attached.name } };
}

async function openSession({ body, origin, mailbox, reached }: Call, message: Message): Promise<Answer> {
  const parsed = newSession.safeParse(parseJson(body));
  if (!parsed.success || !message.isDraft) return refusal(400, 'ErrorInvalidRequest');
  const { name, size } = parsed.data.AttachmentItem;
  const token = mailbox.openSession(message, name, size);
  await reached('session.opened');
  const expirationDateTime = new Date(Date.now() + 3_600_000).toISOString();
  const uploadUrl = `${origin}/v1.0/upload/${encodeURIComponent(message.id)}/x/${token}`;
  return { status: 201, json: { uploadUrl, expirationDateTime, nextExpectedRanges: ['0-'] } };
}

async function answerUpload({ method, path, headers, body, origin, mailbox, reached }: Call): Promise<Answer> {
  const token = path.split('/').at(-1) ?? '';
  const session = mailbox.sessions.get(token);
  if (session === undefined) return notFound;
  const rest = (): Answer => ok({ nextExpectedRanges: [`${session.offset}-`] });
  if (method === 'GET') return rest();
  if (method === 'DELETE') return mailbox.sessions.delete(token) ? { status: 204 } : notFound;
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/
    .exec(headers['content-range'] ?? '')
    ?.slice(1)
    .map(Number);
  const [from = NaN, to = NaN, total = NaN] = range ?? [];
  if (to - from + 1 !== body.length || total !== session.sizeBytes) return refusal(400, 'ErrorInvalidRequest');
  if (from !== session.offset) return refusal(416, 'ErrorIrresolvableConflict');
  const attached = mailbox.take(token, session, body);
  await reached('chunk.stored');
  if (attached === null) return rest();
  const place = `${origin}/v1.0/me/messages('${session.message.id}')/attachments('${attached.id}')`;
  return { status: 201, headers: { location: place } };
}

function render({ id, content, createdDateTime, isDraft }: Message): unknown {
  return { id, isDraft, createdDateTime, ...content };
}

function ok(json: unknown): Answer {
  return { status: 200, json };
}

function refusal(status: number, code: string): Answer {
  return { status, json: { error: { code, message: `${code}.` } } };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
