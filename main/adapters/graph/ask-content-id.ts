import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { GraphClient } from './graph-client.ts';
import type { HttpBody } from './http-transport.ts';
import { readJson } from './read-answer.ts';
import { readContentId } from './read-mailbox-answer.ts';

const CAST = '$select=id,microsoft.graph.fileAttachment/contentId';
/** An id and a content id are much shorter; who answers more has sent the file along. */
const MAX_CAST_BYTES = 64 * 1024;

/** The content id alone, without the file: not every server knows how. */
export async function askContentId(
  client: GraphClient,
  call: CallContext,
  attachmentPath: string,
): Promise<Reply<{ readonly contentId: string | null } | 'unsupported'>> {
  const reply = await client.download(call, {
    path: `${attachmentPath}?${CAST}`,
    headers: { accept: 'application/json' },
    receive: async (_head, body) => {
      const text = await readAtMost(body, MAX_CAST_BYTES);
      if (text === null) return 'unsupported' as const;
      const contentId = readContentId(readJson(text));
      return contentId === undefined ? undefined : { contentId };
    },
  });
  const isRefused = !reply.ok && reply.fault.kind === 'refused' && [400, 501].includes(reply.fault.status);
  return isRefused ? { ok: true, value: 'unsupported', requestId: null } : reply;
}

async function readAtMost(body: HttpBody, maxBytes: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
