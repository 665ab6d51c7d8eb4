import type { AccountId } from '../../../contract/ids.ts';
import type { CompositionText } from '../../../contract/compose.ts';
import { outboxId } from '../../../contract/ids.ts';
import type { ComposeDeps } from './compose-message.ts';
import { contentOf } from './composed-text.ts';
import { advanceJob } from './outbox-jobs.ts';
import type { OutboxRecord } from './outbox-record.ts';

interface Copy {
  readonly account: AccountId;
  /** Made of the old message's id: asked again, it is copied once. */
  readonly key: string;
  readonly text: CompositionText;
}

/** These words with the files of an old message, as a new message that is being written. */
export function copyAsDraft(deps: ComposeDeps, old: OutboxRecord, { account, key, text }: Copy): OutboxRecord {
  const { store, compositions, clock, random } = deps;
  const nowMs = clock.nowMs();
  const message = {
    id: outboxId.parse(random.uuidv7()),
    account,
    key,
    contentDigest: '',
    content: contentOf(text),
    path: 'draft',
    submittedAtMs: null,
    correlationId: random.uuid(),
    attachments: old.attachments.filter((attachment) => !attachment.removing),
  } as const;
  const { record } = store.insert(message, advanceJob(message, nowMs), nowMs);
  compositions.create(record.id, text, nowMs);
  return record;
}
