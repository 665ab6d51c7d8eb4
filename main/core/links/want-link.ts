import type { OutboxId } from '../../../contract/ids.ts';
import { type ComposeDeps, mustBeDraft, refuseEdit } from '../outbox/compose-message.ts';
import { advanceJob } from '../outbox/outbox-jobs.ts';
import { mustHaveSessions } from '../outbox/submit-message.ts';
import { type OutboxRecord, unsentSteps } from '../outbox/outbox-record.ts';

/**
 * Share as a link, or attach instead. Only what the person wants is written down here: the message's own job takes back
 * what the server has of the file and then brings it the other way.
 */
export function wantLink(deps: ComposeDeps, id: OutboxId, position: number, wantsLink: boolean): OutboxRecord {
  const nowMs = deps.clock.nowMs();
  const record = mustBeDraft(deps, id);
  const file = record.attachments.find((attachment) => attachment.position === position);
  if (file === undefined || file.wantsLink === wantsLink) return record;
  mustHaveSessions(deps, [{ ...file, wantsLink }]);
  const guard = { from: unsentSteps };
  const what = wantsLink ? `You share “${file.name}” as a link.` : `You attach “${file.name}” instead of a link.`;
  deps.store.changeAttachment(id, position, guard, { wantsLink }, { what }, nowMs);
  // What was refused with the file in it, or for want of a drive, is tried anew.
  return (
    deps.store.change(id, guard, { error: null, wait: null }, null, nowMs, advanceJob(record, nowMs)) ?? refuseEdit()
  );
}
