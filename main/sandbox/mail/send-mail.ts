import { GraphError, badRequest } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, readParameter } from '../odata/read-json.ts';
import { createFullBlob } from '../store/blobs.ts';
import { newConversationId, newInternetMessageId } from '../store/ids.ts';
import { checkMessageSize, readAttachment } from './add-attachment.ts';
import { readMessageInput } from './read-message.ts';
import { checkRecipients } from './recipients.ts';
import type { MailRequest } from './request.ts';
import { signAs } from './sign-as.ts';
import { submit } from './submit.ts';

/** A mail in one request. It never was a draft, and its answer names nothing. */
export function sendMail(request: MailRequest): Reply {
  const { tenant, user, body } = request;
  if (request.headers.contentType.startsWith('text/plain')) refuseMime(body.bytes.toString('latin1'));
  const parameters = readJson(body);
  const input = readMessageInput(readParameter(parameters, 'Message'));
  const saveToSent = readFlag(readParameter(parameters, 'SaveToSentItems'));
  const self = { emailAddress: { name: user.displayName, address: user.address } };
  const properties = signAs(request, { from: self, ...input.properties });
  checkRecipients(properties, tenant.switches().maximumRecipients);
  const attachments = input.attachments.map((value) => readAttachment(value, tenant.nowMs()));
  checkMessageSize(
    tenant,
    user,
    attachments.reduce((sum, { bytes }) => sum + bytes.length, 0),
  );
  submit(tenant, user, {
    messageN: null,
    saveToSent,
    internetMessageId: input.internetMessageId ?? newInternetMessageId(),
    conversationId: newConversationId(),
    subject: input.subject ?? '',
    importance: input.importance ?? 'normal',
    properties,
    extendedProperties: input.extendedProperties,
    attachments: attachments.map(({ bytes, isInline, ...attachment }) => ({
      ...attachment,
      isInline: isInline ? (1 as const) : (0 as const),
      blobId: createFullBlob(tenant, bytes),
    })),
  });
  return { status: 202 };
}

/** A string is taken for a flag too: the service's own sample sends one. */
function readFlag(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === 'false') return text === 'true';
  throw badRequest(
    "Cannot convert the value of 'SaveToSentItems' to the expected type 'Edm.Boolean'.",
    'RequestBodyRead',
  );
}

function refuseMime(text: string): never {
  const isBase64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);
  if (!isBase64) throw badRequest('Invalid base64 string for MIME content.', 'ErrorMimeContentInvalidBase64String');
  throw new GraphError(501, 'NotImplemented', 'The sandbox takes messages as JSON only.');
}
