import { type OutboxId, outboxId } from '../../../contract/ids.ts';
import { structuredError } from '../mailroom-error.ts';
import { mustBeNeeding, mustGet } from './command-message.ts';
import { mustHaveFiles } from './must-have-files.ts';
import { advanceJob } from './outbox-jobs.ts';
import type { OutboxRecord } from './outbox-record.ts';
import type { SubmitDeps } from './submit-message.ts';

/**
 * A person decided to send an unconfirmed message once more, as a new message with the same words and files.
 * The old one ends as failed, naming the new one. The new key is made from the old id, so that a second click
 * finds the first one's message instead of making a third.
 */
export function repeatMessage(deps: Pick<SubmitDeps, 'store' | 'clock' | 'random'>, id: OutboxId): OutboxRecord {
  const { store, clock, random } = deps;
  mustHaveFiles(mustGet(store, id));
  const old = mustBeNeeding(store, id);
  const nowMs = clock.nowMs();
  const message = {
    id: outboxId.parse(random.uuidv7()),
    account: old.account,
    key: `again:${old.id}`,
    contentDigest: old.contentDigest,
    content: { ...old.content, deferUntil: null },
    path: old.path,
    submittedAtMs: nowMs,
    correlationId: random.uuid(),
    attachments: old.attachments,
  };
  const { record } = store.insert(message, advanceJob(message, nowMs), nowMs);
  const error = structuredError('send_unconfirmed', {
    message: 'Whether this left was never proved. You sent it again as a new message.',
    remediation: 'Follow the new message.',
    details: { sent_again_as: record.id },
  });
  const note = { what: 'You sent it again as a new message.' };
  store.change(id, { from: ['needsHuman'] }, { step: 'failed', wait: null, error }, note, nowMs);
  return record;
}
