import { createHash } from 'node:crypto';
import { sha256, type Sha256 } from '../../contract/ids.ts';
import type {
  ChangePage,
  DownloadResult,
  ListedAttachment,
  MailboxReader,
  MailChange,
  RemoteMessage,
} from '../../main/core/ports/mailbox-reader.ts';
import type { Reply, ServiceFault } from '../../main/core/ports/reply.ts';
import { sampleMessage } from './ingest-store-rig.ts';
import { answering, failing, refused } from './sample-faults.ts';

export interface MemoryFile {
  readonly id: string;
  readonly kind?: ListedAttachment['kind'];
  readonly name?: string;
  readonly contentType?: string;
  readonly contentId?: string;
  readonly bytes?: string;
  readonly sniffed?: string;
}

export interface MemoryMail {
  readonly message: RemoteMessage;
  readonly files: readonly MemoryFile[];
  readonly isDraft: boolean;
}

type Verb = keyof MailboxReader;

/** One folder as the service keeps it, with pages small enough to be many, and whatever goes wrong on request. */
export function memoryMailbox(blobs: Set<Sha256>) {
  const mails = new Map<string, MemoryMail>();
  const log: string[] = [];
  const faults: { verb: Verb; match: string; result: ServiceFault | DownloadResult; times: number }[] = [];
  const asked: string[] = [];
  let epoch = 1;
  const shape = { pageSize: 2, emptyPages: false, repeats: false };

  function faultFor(verb: Verb, about: string): ServiceFault | DownloadResult | null {
    asked.push(`${verb} ${about}`);
    const fault = faults.find((one) => one.verb === verb && about.includes(one.match) && one.times > 0);
    if (fault === undefined) return null;
    fault.times -= 1;
    return fault.result;
  }

  function reply<T>(verb: Verb, about: string, value: () => T | null): Promise<Reply<T>> {
    const fault = faultFor(verb, about);
    if (fault !== null) return Promise.resolve(failing(fault as ServiceFault));
    const answer = value();
    return Promise.resolve(answer === null ? failing(refused(404, { code: 'ErrorItemNotFound' })) : answering(answer));
  }

  function changeOf(messageId: string): MailChange {
    const mail = mails.get(messageId);
    if (mail === undefined) return { kind: 'removed', messageId };
    return { kind: 'present', messageId, receivedAtMs: mail.message.receivedAtMs, isDraft: mail.isDraft };
  }

  /** `sweep`: where in the folder; `delta`: where in the log. Each belongs to an epoch, and dies with it. */
  function page(link: string | null): ChangePage | 'lost' {
    const [kind = '', of = '', at = '0', from = '0'] = (link ?? `sweep ${String(epoch)} 0 ${String(log.length)}`).split(
      ' ',
    );
    if (Number(of) !== epoch) return 'lost';
    const source = kind === 'sweep' ? [...mails.keys()].sort() : log;
    const start = Number(at);
    const isEmpty = shape.emptyPages && from !== 'empty' && kind === 'delta' && start < source.length;
    if (isEmpty) return { changes: [], link: { kind: 'more', url: `${kind} ${of} ${at} empty` } };
    const end = start + shape.pageSize;
    const ids = source.slice(shape.repeats ? Math.max(0, start - 1) : start, end);
    const more = `${kind} ${of} ${String(end)} ${from === 'empty' ? '0' : from}`;
    const last = kind === 'sweep' ? `delta ${of} ${from}` : `delta ${of} ${String(source.length)}`;
    return {
      changes: ids.map(changeOf),
      link: end < source.length ? { kind: 'more', url: more } : { kind: 'end', url: last },
    };
  }

  const reader: MailboxReader = {
    listFolders: () => reply('listFolders', '', () => [{ id: 'AAMkInbox', name: 'Inbox', messages: mails.size }]),
    readChanges(_call, _folder, link) {
      const fault = faultFor('readChanges', link ?? 'start');
      if (fault !== null) return Promise.resolve(failing(fault as ServiceFault));
      const changes = page(link);
      return Promise.resolve(
        changes === 'lost' ? failing(refused(410, { code: 'SyncStateNotFound' })) : answering(changes),
      );
    },
    readMessage: (_call, id) => reply('readMessage', id, () => mails.get(id)?.message ?? null),
    listAttachments: (_call, id) => reply('listAttachments', id, () => mails.get(id)?.files.map(listed) ?? null),
    readContentId: (_call, id, file) => reply('readContentId', `${id}/${file}`, () => find(id, file)).then(contentIdOf),
    download(_call, id, file) {
      const fault = faultFor('download', `${id}/${file}`);
      if (fault !== null) return Promise.resolve(isResult(fault) ? fault : { kind: 'fault', fault });
      const found = find(id, file);
      if (found === null) return Promise.resolve({ kind: 'fault', fault: refused(404, { code: 'ErrorItemNotFound' }) });
      const bytes = found.bytes ?? `${id}/${file}`;
      const digest = digestOf(bytes);
      blobs.add(digest);
      return Promise.resolve({
        kind: 'stored',
        sha256: digest,
        sizeBytes: bytes.length,
        sniffed: found.sniffed ?? null,
      });
    },
  };

  function find(id: string, file: string): MemoryFile | null {
    return mails.get(id)?.files.find((one) => one.id === file) ?? null;
  }

  return {
    reader,
    shape,
    asked,
    mails,
    deliver(id: string, files: readonly MemoryFile[] = [], more: Partial<RemoteMessage> & { isDraft?: boolean } = {}) {
      const { isDraft = false, ...message } = more;
      mails.set(id, { message: sampleMessage(message), files, isDraft });
      log.push(id);
    },
    remove(id: string) {
      mails.delete(id);
      log.push(id);
    },
    /** Every link that was given out so far is worth nothing any more. */
    loseThePlace() {
      epoch += 1;
    },
    fail(verb: Verb, result: ServiceFault | DownloadResult, match = '', times = 1) {
      faults.push({ verb, match, result, times });
    },
    heal: () => void faults.splice(0),
  };
}

export function digestOf(bytes: string): Sha256 {
  return sha256.parse(createHash('sha256').update(bytes).digest('hex'));
}

function listed(file: MemoryFile): ListedAttachment {
  const { id, kind = 'file', name = `${id}.pdf`, contentType = 'application/pdf', bytes = '' } = file;
  return { id, kind, name, contentType, reportedBytes: bytes.length + 100 };
}

function contentIdOf(found: Reply<MemoryFile>): Reply<string | null> {
  return found.ok ? { ...found, value: found.value.contentId ?? null } : found;
}

function isResult(fault: ServiceFault | DownloadResult): fault is DownloadResult {
  return fault.kind === 'failed' || fault.kind === 'stored' || fault.kind === 'fault';
}
