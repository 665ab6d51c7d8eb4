import type { AuditEntry } from '../../../contract/audit.ts';
import type { Digest } from '../ports/digest.ts';
import type { JsonValue } from '../ports/job-store.ts';
import { canonicalJson } from './canonical-json.ts';

export type UnhashedEntry = Omit<AuditEntry, 'hash' | 'details'> & {
  readonly details: Readonly<Record<string, JsonValue>>;
};

/** SHA-256 over the hash before it and every member of the entry: none can be altered, left out or moved unnoticed. */
export function hashEntry(digest: Digest, before: string, entry: UnhashedEntry): string {
  const { n, at, actor, via, action, subject, reason, details } = entry;
  return digest.sha256Hex(canonicalJson({ before, n, at, actor, via, action, subject, reason, details }));
}
