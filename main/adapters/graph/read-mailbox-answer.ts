import { z } from 'zod';
import { headerList, mayBeReport } from './may-be-report.ts';
import type {
  ChangePage,
  ListedAttachment,
  MailChange,
  RemoteFolder,
  RemoteMessage,
} from '../../core/ports/mailbox-reader.ts';

/** Exchange writes the year 1 where it knows no time. */
const instantMs = z
  .string()
  .transform((text) => Math.max(0, Date.parse(text)))
  .pipe(z.int());

const folder = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  totalItemCount: z.int().nonnegative().nullish(),
  childFolderCount: z.int().nonnegative().nullish(),
});

export interface GraphFolder extends RemoteFolder {
  readonly children: number;
}

export function readFolder(json: unknown): GraphFolder | undefined {
  const { data } = folder.safeParse(json);
  if (data === undefined) return undefined;
  const { id, displayName, totalItemCount, childFolderCount } = data;
  return { id, name: displayName ?? id, messages: totalItemCount ?? 0, children: childFolderCount ?? 0 };
}

const removed = z
  .object({ id: z.string().min(1), '@removed': z.unknown() })
  .refine((item) => item['@removed'] !== undefined)
  .transform(({ id }): MailChange => ({ kind: 'removed', messageId: id }));
const present = z
  .object({ id: z.string().min(1), receivedDateTime: instantMs.nullish(), isDraft: z.boolean().nullish() })
  .transform(({ id, receivedDateTime, isDraft }): MailChange => ({
    kind: 'present',
    messageId: id,
    receivedAtMs: receivedDateTime ?? null,
    isDraft: isDraft ?? false,
  }));
// Strict in everything: of a page that cannot be read to the last item, nothing is believed, its link least of all.
const changePage = z.object({
  value: z.array(z.union([removed, present])),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

export function readChangePage(json: unknown): ChangePage | undefined {
  const { data } = changePage.safeParse(json);
  if (data === undefined) return undefined;
  const { value: changes, '@odata.nextLink': next, '@odata.deltaLink': delta } = data;
  if (next !== undefined) return { changes, link: { kind: 'more', url: next } };
  return delta === undefined ? undefined : { changes, link: { kind: 'end', url: delta } };
}

const person = z.object({
  emailAddress: z.object({ name: z.string().nullish(), address: z.string().nullish() }),
});
// Who stands there is only shown: it shall not keep a message from being read.
const people = z
  .array(z.unknown())
  .nullish()
  .transform((list) => (list ?? []).flatMap((item) => addressOf(person.safeParse(item).data) ?? []));
const remoteMessage = z
  .object({
    id: z.string().min(1),
    subject: z.string().nullish(),
    from: person.nullish().catch(null),
    toRecipients: people,
    ccRecipients: people,
    receivedDateTime: instantMs,
    internetMessageId: z.string().nullish(),
    conversationId: z.string().nullish(),
    parentFolderId: z.string().nullish(),
    body: z
      .object({
        contentType: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['text', 'html'])),
        content: z.string().nullish(),
      })
      .nullish(),
    internetMessageHeaders: headerList,
  })
  .transform((message): RemoteMessage => ({
    subject: message.subject ?? '',
    fromName: message.from?.emailAddress.name ?? null,
    fromAddress: message.from?.emailAddress.address ?? null,
    to: message.toRecipients,
    cc: message.ccRecipients,
    receivedAtMs: message.receivedDateTime,
    internetMessageId: message.internetMessageId ?? null,
    conversationId: message.conversationId ?? null,
    folderId: message.parentFolderId ?? null,
    body: { contentType: message.body?.contentType ?? 'text', content: message.body?.content ?? '' },
    mayReport: mayBeReport(message.internetMessageHeaders, message.from?.emailAddress.address ?? ''),
  }));

function addressOf(someone: z.infer<typeof person> | undefined): string | null {
  return someone?.emailAddress.address ?? someone?.emailAddress.name ?? null;
}

export function readRemoteMessage(json: unknown): RemoteMessage | undefined {
  return remoteMessage.safeParse(json).data;
}

const listedAttachment = z
  .object({
    id: z.string().min(1),
    '@odata.type': z.string().nullish(),
    name: z.string().nullish(),
    contentType: z.string().nullish(),
    size: z.number().nonnegative().nullish(),
  })
  .transform((attachment): ListedAttachment => ({
    id: attachment.id,
    kind: kindOf(attachment['@odata.type'] ?? ''),
    name: attachment.name ?? '',
    contentType: attachment.contentType ?? 'application/octet-stream',
    reportedBytes: Math.trunc(attachment.size ?? 0),
  }));

export function readListedAttachment(json: unknown): ListedAttachment | undefined {
  return listedAttachment.safeParse(json).data;
}

function kindOf(odataType: string): ListedAttachment['kind'] {
  const name = odataType.split('.').at(-1)?.toLowerCase();
  if (name === 'itemattachment') return 'item';
  return name === 'referenceattachment' ? 'link' : 'file';
}

const withContentId = z.object({ id: z.string().min(1), contentId: z.string().nullish() });

/** Null where it has none, undefined when this is no attachment. */
export function readContentId(json: unknown): string | null | undefined {
  const { data } = withContentId.safeParse(json);
  return data === undefined ? undefined : (data.contentId ?? null);
}
