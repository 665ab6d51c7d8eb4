import { badRequest } from '../http/graph-error.ts';
import { isObject, readEntity } from '../odata/read-json.ts';
import type { JsonObject } from '../odata/read-json.ts';
import type { ExtendedProperty } from '../store/extended-properties.ts';
import { normalizePropertyId } from '../store/extended-properties.ts';

const keptProperties = [
  'body',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'from',
  'sender',
  'categories',
  'flag',
  'internetMessageHeaders',
  'isReadReceiptRequested',
  'isDeliveryReceiptRequested',
  'inferenceClassification',
];

/** What a client may set on a message; undefined where it was silent. Read-only and unknown properties are passed over. */
export interface MessageInput {
  readonly subject: string | undefined;
  readonly importance: string | undefined;
  readonly isRead: boolean | undefined;
  readonly internetMessageId: string | undefined;
  readonly properties: JsonObject;
  readonly extendedProperties: readonly ExtendedProperty[];
  readonly attachments: readonly JsonObject[];
}

/** Throws the 400 of a message that does not fit the official type. */
export function readMessageInput(value: unknown): MessageInput {
  const message = readEntity(value, 'graph.message', 'message');
  checkHeaders(message['internetMessageHeaders']);
  const given = keptProperties.filter((name) => message[name] !== undefined && message[name] !== null);
  return {
    subject: readText(message['subject']),
    importance: readText(message['importance'])?.toLowerCase(),
    isRead: typeof message['isRead'] === 'boolean' ? message['isRead'] : undefined,
    internetMessageId: readText(message['internetMessageId']),
    properties: Object.fromEntries(given.map((name) => [name, message[name]])),
    extendedProperties: readObjects(message['singleValueExtendedProperties']).map(readExtendedProperty),
    attachments: readObjects(message['attachments']),
  };
}

function readExtendedProperty(property: JsonObject): ExtendedProperty {
  const given = readText(property['id']) ?? '';
  const id = normalizePropertyId(given);
  if (id === null) throw badRequest(`The property Id '${given}' is invalid.`, 'ErrorInvalidProperty');
  return { id, value: readText(property['value']) ?? '' };
}

function checkHeaders(headers: unknown): void {
  for (const header of readObjects(headers)) {
    const name = readText(header['name']) ?? '';
    if (!/^x-/i.test(name))
      throw badRequest(
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
        'InvalidInternetMessageHeader',
      );
  }
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function readObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
