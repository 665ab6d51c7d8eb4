import { type OutboxId, outboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../mailroom-error.ts';
import { mustGet } from '../outbox/command-message.ts';
import type { ComposeDeps } from '../outbox/compose-message.ts';
import { contentOf, textOf } from '../outbox/composed-text.ts';
import { mustHaveFiles } from '../outbox/must-have-files.ts';
import { advanceJob } from '../outbox/outbox-jobs.ts';
import { isBounced, type OutboxRecord } from '../outbox/outbox-record.ts';
import type { MailContent } from '../ports/mail-service.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { addressesOf } from './match-report.ts';
import { isBounce, isOpenBounce } from './verdict.ts';

/** A person has seen it, and wants no more of it. */
export function dismissBounce(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord {
  const record = mustBeBounced(mustGet(store, id));
  const addresses = record.verdicts.filter(isOpenBounce).map(({ address }) => address);
  return addresses.length === 0 ? record : settle(store, record, addresses, null, nowMs);
}

/**
 * The same words and files as a draft for those whom it did not reach, or for some of them: a new message with an identity
 * of its own. Asked again before that draft was sent, it is the same one; afterwards it is refused.
 */
export function resendBounced(deps: ComposeDeps, id: OutboxId, only: readonly string[] | null): OutboxRecord {
  const { store, compositions, clock, random } = deps;
  const old = mustBeBounced(mustGet(store, id));
  const addresses = chooseAddresses(old, only);
  const begun = findSuccessor(store, old, addresses);
  if (begun !== null) return begun;
  mustHaveFiles(old);
  const nowMs = clock.nowMs();
  const text = textOf(narrow(old.content, addresses));
  const message = {
    id: outboxId.parse(random.uuidv7()),
    account: old.account,
    key: freeKey(store, old),
    contentDigest: '',
    content: contentOf(text),
    path: old.path,
    submittedAtMs: null,
    correlationId: random.uuid(),
    attachments: old.attachments,
  };
  const { record } = store.insert(message, advanceJob(message, nowMs), nowMs);
  compositions.create(record.id, text, nowMs);
  settle(store, old, addresses, record.id, nowMs);
  return record;
}

function mustBeBounced(record: OutboxRecord): OutboxRecord {
  if (isBounced(record)) return record;
  throw new MailroomError('message_state_conflict', {
    message: 'This message did not come back from anybody.',
    remediation: 'Look at it with "mailroom outbox show".',
    field: 'id',
  });
}

function chooseAddresses({ verdicts, content }: OutboxRecord, only: readonly string[] | null): readonly string[] {
  const known = addressesOf(content);
  const bounced = verdicts.filter((verdict) => isBounce(verdict) && known.includes(verdict.address));
  const open = bounced.filter(isOpenBounce);
  const offered = (open.length === 0 ? bounced : open).map(({ address }) => address);
  const chosen = only === null ? offered : only.map((address) => address.toLowerCase());
  if (chosen.length > 0 && chosen.every((one) => bounced.some(({ address }) => address === one))) return chosen;
  throw new MailroomError('validation_error', {
    message: 'It can be sent again only to recipients from whom it came back. Nothing was changed.',
    remediation: 'See who they are with "mailroom outbox show".',
    field: 'to',
  });
}

/** The draft that was begun for one of them. Refuses where that has been sent: nothing goes twice. */
function findSuccessor(store: OutboxStore, old: OutboxRecord, addresses: readonly string[]): OutboxRecord | null {
  const ids = old.verdicts.flatMap(({ address, settled }) => (addresses.includes(address) ? (settled?.as ?? []) : []));
  const live = ids.flatMap((id) => store.get(id) ?? []).filter(({ step }) => step !== 'cancelled');
  if (live.every(({ submittedAtMs }) => submittedAtMs === null)) return live[0] ?? null;
  throw new MailroomError('message_state_conflict', {
    message: 'You sent it again as a new message already. Nothing was changed.',
    remediation: 'Follow the new message in the outbox.',
    field: 'id',
  });
}

function freeKey(store: OutboxStore, { account, id }: OutboxRecord): string {
  for (let n = 1; ; n += 1) {
    const key = `resent:${id}:${String(n)}`;
    if (store.findByKey(account, key) === null) return key;
  }
}

function narrow(content: MailContent, addresses: readonly string[]): MailContent {
  const keep = (list: MailContent['to']): MailContent['to'] =>
    list.filter(({ address }) => addresses.includes(address.toLowerCase()));
  return { ...content, to: keep(content.to), cc: keep(content.cc), bcc: keep(content.bcc) };
}

function settle(
  store: OutboxStore,
  record: OutboxRecord,
  addresses: readonly string[],
  as: OutboxId | null,
  nowMs: number,
): OutboxRecord {
  const verdicts = record.verdicts.map((verdict) =>
    isBounce(verdict) && addresses.includes(verdict.address) ? { ...verdict, settled: { atMs: nowMs, as } } : verdict,
  );
  const whom = `${String(addresses.length)} ${addresses.length === 1 ? 'recipient' : 'recipients'}`;
  const what = as === null ? 'You dismissed that it came back.' : `You began it anew for ${whom}.`;
  return store.change(record.id, { from: ['sent'] }, { verdicts }, { what }, nowMs) ?? record;
}
