import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { askGraph, askUploadHost, type Graph } from './ask-graph.ts';

/** What docs/graph.md could not find out from documents alone, as one service answers it. */
export interface OpenAnswers {
  /** Status of a second send of a draft that was sent. */
  readonly secondSend: number;
  /** From the 202 until a filter on the marker finds the copy in Sent Items; null: not within the patience. */
  readonly markerFoundAfterMs: number | null;
  /** From the 202 until the copy is in Sent Items by any means; null: not within the patience. */
  readonly visibleAfterMs: number | null;
  readonly messageIdSurvives: boolean | null;
  readonly immutableIdSurvives: boolean;
  /** Whether the words of a draft read back as the answer to its creation showed them: the seal compares them. */
  readonly draftReadsBackAlike: boolean;
  /** Status of GET on an upload address in the middle of an upload. */
  readonly uploadAddressGet: number;
  /** Status of a chunk that begins where the server does not want it. */
  readonly wrongOffset: number;
  readonly uploadHost: string;
  /** From its creation until the address ends, as the service says. */
  readonly sessionLifetimeMs: number | null;
}

export interface Patience {
  readonly forMs: number;
  readonly stepMs: number;
}

const markerName = 'String {7d1f8f0c-2a57-4c3e-9a6b-0f4d6c1e5b92} Name MailroomOpenQuestion';
const created = z.object({
  id: z.string(),
  internetMessageId: z.string().optional(),
  subject: z.string(),
  body: z.object({ content: z.string() }),
});
const listed = z.object({ value: z.array(z.object({ id: z.string(), internetMessageId: z.string().optional() })) });
const opened = z.object({ uploadUrl: z.string(), expirationDateTime: z.string().optional() });

/** Sends one small mail to `recipient` and uploads one chunk to a draft that is deleted again. */
export async function answerOpenQuestions(graph: Graph, recipient: string, patience: Patience): Promise<OpenAnswers> {
  const uploads = await askAboutUploads(graph, recipient);
  const sending = await askAboutSending(graph, recipient, patience);
  return { ...uploads, ...sending };
}

async function createDraft(graph: Graph, recipient: string, marker: string) {
  const answer = await askGraph(graph, 'POST', '/me/messages', {
    subject: `Mailroom asks an open question ${marker}`,
    body: { contentType: 'html', content: '<p>One <b>word</b> &amp; another.</p>' },
    toRecipients: [{ emailAddress: { address: recipient } }],
    internetMessageId: `<${marker}@mailroom.invalid>`,
    singleValueExtendedProperties: [{ id: markerName, value: marker }],
  });
  if (answer.status !== 201) throw new Error(`a draft cannot be created: ${String(answer.status)}`);
  return created.parse(answer.json);
}

async function askAboutUploads(graph: Graph, recipient: string) {
  const draft = await createDraft(graph, recipient, randomUUID());
  const again = await askGraph(graph, 'GET', `/me/messages/${draft.id}`);
  const read = created.safeParse(again.json);
  const totalBytes = 4_000_000;
  const chunk = new Uint8Array(327_680).fill(7);
  const session = await askGraph(graph, 'POST', `/me/messages/${draft.id}/attachments/createUploadSession`, {
    AttachmentItem: { attachmentType: 'file', name: 'question.bin', size: totalBytes },
  });
  const { uploadUrl, expirationDateTime } = opened.parse(session.json);
  const first = await askUploadHost(uploadUrl, 'PUT', { bytes: chunk, start: 0, totalBytes });
  if (first.status !== 200) throw new Error(`a first chunk is not taken: ${String(first.status)}`);
  const where = await askUploadHost(uploadUrl, 'GET');
  const wrong = await askUploadHost(uploadUrl, 'PUT', { bytes: chunk, start: 3 * chunk.length, totalBytes });
  await askUploadHost(uploadUrl, 'DELETE');
  await askGraph(graph, 'DELETE', `/me/messages/${draft.id}`);
  return {
    draftReadsBackAlike:
      read.success && read.data.body.content === draft.body.content && read.data.subject === draft.subject,
    uploadAddressGet: where.status,
    wrongOffset: wrong.status,
    uploadHost: new URL(uploadUrl).host,
    sessionLifetimeMs: expirationDateTime === undefined ? null : Date.parse(expirationDateTime) - Date.now(),
  };
}

async function askAboutSending(graph: Graph, recipient: string, patience: Patience) {
  const marker = randomUUID();
  const draft = await createDraft(graph, recipient, marker);
  const sent = await askGraph(graph, 'POST', `/me/messages/${draft.id}/send`);
  if (sent.status !== 202) throw new Error(`a draft is not sent: ${String(sent.status)}`);
  const acceptedAtMs = Date.now();
  const find = async (filter: string) => {
    const query = new URLSearchParams({ $filter: filter, $select: 'id,internetMessageId', $top: '5' });
    const answer = await askGraph(graph, 'GET', `/me/mailFolders/sentitems/messages?${query.toString()}`);
    return listed.safeParse(answer.json).data?.value[0] ?? null;
  };
  const byMarker = `singleValueExtendedProperties/Any(ep: ep/id eq '${markerName}' and ep/value eq '${marker}')`;
  const bySubject = `subject eq '${draft.subject}'`;
  let visibleAfterMs: number | null = null;
  let markerFoundAfterMs: number | null = null;
  let copy: { id: string; internetMessageId?: string | undefined } | null = null;
  while (Date.now() - acceptedAtMs < patience.forMs && (visibleAfterMs === null || markerFoundAfterMs === null)) {
    if (visibleAfterMs === null) {
      copy = await find(bySubject);
      if (copy !== null) visibleAfterMs = Date.now() - acceptedAtMs;
    }
    if (markerFoundAfterMs === null && (await find(byMarker)) !== null) markerFoundAfterMs = Date.now() - acceptedAtMs;
    await sleep(patience.stepMs);
  }
  // Last, because a service that sends again must not disturb what was measured.
  const second = await askGraph(graph, 'POST', `/me/messages/${draft.id}/send`);
  return {
    secondSend: second.status,
    markerFoundAfterMs,
    visibleAfterMs,
    messageIdSurvives: copy === null ? null : copy.internetMessageId === `<${marker}@mailroom.invalid>`,
    immutableIdSurvives: copy?.id === draft.id,
  };
}

function seconds(ms: number | null): string {
  return ms === null ? 'never' : `after ${(ms / 1000).toFixed(1)} s`;
}

/** One line each, for whoever runs the live tests. */
export function openAnswerLines(answers: OpenAnswers): readonly string[] {
  return [
    `A1 a second send of a consumed draft answers ${String(answers.secondSend)}`,
    `A2 the marker is found in Sent Items ${seconds(answers.markerFoundAfterMs)}`,
    `A3 the Message-ID survives: ${String(answers.messageIdSurvives)}; the immutable id: ${String(answers.immutableIdSurvives)}`,
    `A4 GET on an upload address answers ${String(answers.uploadAddressGet)}`,
    `A5 a chunk at a wrong offset answers ${String(answers.wrongOffset)}`,
    `A6 the copy is in Sent Items ${seconds(answers.visibleAfterMs)}`,
    `A7 upload addresses are at ${answers.uploadHost}, and end ${seconds(answers.sessionLifetimeMs)}`,
    `A8 a draft reads back as its creation showed it: ${String(answers.draftReadsBackAlike)}`,
  ];
}
