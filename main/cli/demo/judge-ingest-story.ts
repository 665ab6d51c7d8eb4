import type { ReceivedMail } from '../sandbox-control.ts';

/** A file as Mailroom's list shows it, with the hash of the bytes that were read back from it. */
export interface ListedFile {
  readonly messageId: string;
  readonly name: string;
  readonly isLink: boolean;
  readonly sha256: string | null;
}

export interface IngestVerdict {
  readonly ok: boolean;
  readonly messages: number;
  readonly files: number;
  /** Attachments of the mailbox that are not in the list, or with other bytes. */
  readonly missing: number;
  /** Files in the list that the mailbox does not have, or that are there twice. */
  readonly surplus: number;
  /** Files that waited while the disk was full. */
  readonly paused: number;
}

/** Every attachment of the Inbox once, byte for byte, or the demo has failed. */
export function judgeIngestStory(
  mails: readonly ReceivedMail[],
  listed: readonly ListedFile[],
  paused: number,
): IngestVerdict {
  const present = mails.filter(({ folder, removed }) => folder === 'inbox' && removed === null);
  const meant = present.flatMap(({ immutableId, attachments }) =>
    attachments.map(({ kind, name, sha256 }) => nameOf(immutableId, kind === 'reference', name, sha256)),
  );
  const found = listed.map(({ messageId, isLink, name, sha256 }) => nameOf(messageId, isLink, name, sha256));
  const missing = without(meant, found).length;
  const surplus = without(found, meant).length;
  const messages = present.length;
  return { ok: missing + surplus === 0 && paused > 0, messages, files: found.length, missing, surplus, paused };
}

/** Items get an ending to their name, so that bytes alone tell them apart. */
function nameOf(messageId: string, isLink: boolean, name: string, sha256: string | null): string {
  return `${messageId} ${isLink ? `link ${name}` : String(sha256)}`;
}

/** What is left of the first list when each of the second takes one away. */
function without(names: readonly string[], taken: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of taken) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.filter((name) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count - 1);
    return count <= 0;
  });
}
