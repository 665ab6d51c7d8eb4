import type { JsonValue } from '../ports/job-store.ts';
import { LOOK_KIND, READ_KIND } from '../bounces/bounce-jobs.ts';
import { MESSAGE_KIND, SYNC_KIND } from '../ingest/ingest-jobs.ts';
import { ADVANCE_KIND, DISCARD_KIND } from '../outbox/outbox-jobs.ts';

const HIDDEN = '•••';

/** What may be seen of each kind. All are ids of the service or of this program; whatever is not named here is hidden. */
const shownMembers: Readonly<Record<string, readonly string[]>> = {
  [MESSAGE_KIND]: ['account', 'messageId', 'subscriptionId'],
  [SYNC_KIND]: ['account', 'folder'],
  [ADVANCE_KIND]: ['outboxId'],
  [DISCARD_KIND]: ['outboxId'],
  [LOOK_KIND]: ['account'],
  [READ_KIND]: ['account', 'messageId'],
  'jobs.replay': ['replay'],
  'merge.advance': ['merge'],
};

/** Row J14: what a person may change before it runs again. Nothing of what sends. */
const editableMembers: Readonly<Record<string, readonly string[]>> = { [MESSAGE_KIND]: ['messageId'] };

export function editableOf(kind: string): readonly string[] {
  return editableMembers[kind] ?? [];
}

/** The payload as JSON, without what is secret or personal. */
export function redactPayload(kind: string, payload: JsonValue): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return JSON.stringify(HIDDEN);
  const shown = shownMembers[kind] ?? [];
  const members = Object.entries(payload).map(([name, value], index) => {
    const isShown = shown.includes(name) && (value === null || isId(value));
    // A name that nobody knows may itself say too much.
    return [shown.includes(name) ? name : `${HIDDEN}${String(index + 1)}`, isShown ? value : HIDDEN];
  });
  return JSON.stringify(Object.fromEntries(members), null, 2);
}

/** Neither an address nor words. */
function isId(value: JsonValue): boolean {
  return typeof value === 'string' && /^[\w+/=:.-]{1,512}$/.test(value);
}
