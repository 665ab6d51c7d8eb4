import type { DraftSnapshot, MailService } from '../../main/core/ports/mail-service.ts';
import type { Reply } from '../../main/core/ports/reply.ts';
import { answering, failing, refused } from './sample-faults.ts';

/** The process ends while it waits for this answer: whether the request had an effect shows in what comes next. */
export const dies = 'dies';

/** A request, as `method argument`, and what comes back. */
export type Exchange = readonly [call: string, answer: Reply<unknown> | typeof dies];

/** A mail service that expects exactly these requests in this order. */
export function scriptedMailService(script: readonly Exchange[]) {
  const exchanges = [...script];
  let died = false;

  function answer<T>(...call: readonly (string | number)[]): Promise<Reply<T>> {
    const [expected, reply] = exchanges.shift() ?? ['nothing more', dies];
    const asked = call.join(' ');
    if (asked !== expected) return Promise.reject(new Error(`asked for "${asked}", the script has "${expected}"`));
    if (reply === dies) {
      died = true;
      return Promise.reject(new Error('died'));
    }
    // The script says what the service answers; a wrong shape fails the test that wrote it.
    return Promise.resolve(reply as Reply<T>);
  }

  const mail: MailService = {
    createDraft: () => answer('createDraft'),
    updateDraft: (_call, draftId) => answer('updateDraft', draftId),
    readDraft: (_call, draftId) => answer('readDraft', draftId),
    deleteMessage: (_call, messageId) => answer('deleteMessage', messageId),
    findByMarker: (_call, _marker, draftId) => answer('findByMarker', draftId ?? '-'),
    listAttachments: (_call, draftId) => answer('listAttachments', draftId),
    addSmallAttachment: (_call, _draftId, meta, bytes) => answer('addSmallAttachment', meta.name, bytes.length),
    deleteAttachment: (_call, _draftId, attachmentId) => answer('deleteAttachment', attachmentId),
    createUploadSession: (_call, _draftId, meta) => answer('createUploadSession', meta.name),
    putChunk: (_call, url, bytes, offset, total) =>
      answer('putChunk', url, `${String(offset)}+${String(bytes.length)}/${String(total)}`),
    readUploadOffset: (_call, url) => answer('readUploadOffset', url),
    cancelUpload: (_call, url) => answer('cancelUpload', url),
    sendDraft: (_call, draftId) => answer('sendDraft', draftId),
    sendMail: (_call, _content, attachments) => answer('sendMail', attachments.length),
  };
  return { mail, hasDied: () => died, left: () => exchanges };
}

export const snapshot: DraftSnapshot = {
  subject: 'Plans',
  bodyContent: 'The plans are attached.',
  to: ['finance@sandbox.example'],
  cc: [],
  bcc: [],
};

/** Requests that most scripts share, with the answers of a good day. */
export const goodDay = {
  draft: ['createDraft', answering({ id: 'd1', snapshot })],
  seal: (...ids: readonly string[]): readonly Exchange[] => [
    ['readDraft d1', answering({ isDraft: true, snapshot })],
    listed(...ids.map((id) => [id, `${id}.bin`] as const)),
  ],
  send: ['sendDraft d1', answering(null)],
  seen: ['findByMarker d1', answering([{ id: 's1', isDraft: false, createdAtMs: 1 }])],
} as const satisfies Record<string, Exchange | ((...ids: readonly string[]) => readonly Exchange[])>;

/** The attachments of the draft, each with id and name. */
export function listed(...attachments: readonly (readonly [id: string, name: string])[]): Exchange {
  return ['listAttachments d1', answering(attachments.map(([id, name]) => ({ id, name })))];
}

/** A look that sees only the draft, unsent. */
export const stillDraft: Exchange = ['findByMarker d1', answering([{ id: 'd1', isDraft: true, createdAtMs: 1 }])];
export const nothingThere: Exchange = ['findByMarker d1', answering([])];

export const notFound = failing(refused(404, { code: 'ErrorItemNotFound' }));
