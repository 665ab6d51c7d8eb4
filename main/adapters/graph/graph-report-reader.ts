import { z } from 'zod';
import { outboxId } from '../../../contract/ids.ts';
import { MARKER_PROPERTY } from '../../core/compose/build-message.ts';
import type { ReceivedMail, ReportReader, SentCopy } from '../../core/ports/report-reader.ts';
import { MAX_REPORT_BYTES, readMailReport } from '../mime/read-mail-report.ts';
import type { GraphClient } from './graph-client.ts';
import type { HttpBody } from './http-transport.ts';
import { listPages } from './list-pages.ts';
import { mayBeReport, headerList } from './may-be-report.ts';
import { messagePath } from './message-path.ts';
import { readMessage } from './read-answer.ts';

const received = z.object({
  id: z.string().min(1),
  receivedDateTime: z.iso.datetime({ offset: true }),
  internetMessageHeaders: headerList,
  from: z
    .object({ emailAddress: z.object({ address: z.string().nullish() }) })
    .nullish()
    .catch(null),
});

/** The Inbox and single messages of it, by Microsoft Graph. Endpoints and their oddities: docs/specs/bounces.md. */
export function graphReportReader(client: GraphClient): ReportReader {
  return {
    listReceived(call, sinceMs) {
      const since = new Date(sinceMs).toISOString();
      const query = [
        `$filter=${encodeURIComponent(`receivedDateTime ge ${since}`)}`,
        '$orderby=receivedDateTime',
        '$select=id,receivedDateTime,from,internetMessageHeaders',
        '$top=100',
      ].join('&');
      return listPages(client, call, `/me/mailFolders/inbox/messages?${query}`, readReceived);
    },

    readReport: (call, messageId) =>
      client.download(call, {
        path: `${messagePath(messageId)}/$value`,
        contentType: 'text/plain',
        async receive(_head, body) {
          const { bytes, isCut } = await readFirst(body, MAX_REPORT_BYTES);
          return readMailReport(bytes, isCut);
        },
      }),

    async findSent(call, internetMessageId) {
      const filter = `internetMessageId eq '${internetMessageId.replaceAll("'", "''")}'`;
      const expand = `singleValueExtendedProperties($filter=id eq '${MARKER_PROPERTY}')`;
      const query = `$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expand)}&$select=id,internetMessageId&$top=2`;
      const reply = await listPages(client, call, `/me/mailFolders/sentitems/messages?${query}`, readMessage);
      if (!reply.ok) return reply;
      // A server that ignores a filter would otherwise hand us somebody else's mail.
      const copies = reply.value.filter((message) => message.internetMessageId === internetMessageId);
      return { ...reply, value: copies.length === 1 ? (copies.map(sentCopyOf)[0] ?? null) : null };
    },
  };
}

function readReceived(json: unknown): ReceivedMail | undefined {
  const { data } = received.safeParse(json);
  if (data === undefined) return undefined;
  return {
    messageId: data.id,
    receivedAtMs: Date.parse(data.receivedDateTime),
    mayReport: mayBeReport(data.internetMessageHeaders, data.from?.emailAddress.address ?? ''),
  };
}

function sentCopyOf({ id, singleValueExtendedProperties }: NonNullable<ReturnType<typeof readMessage>>): SentCopy {
  const marker = singleValueExtendedProperties?.find(
    (property) => property.id.toLowerCase() === MARKER_PROPERTY.toLowerCase(),
  );
  return { id, marker: outboxId.safeParse(marker?.value.toLowerCase()).data ?? null };
}

/** What is left is dropped on the wire. */
async function readFirst(body: HttpBody, maxBytes: number): Promise<{ bytes: Uint8Array; isCut: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, maxBytes), isCut: length > maxBytes };
}
