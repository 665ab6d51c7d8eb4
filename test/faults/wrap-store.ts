import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import type { OutboxStore } from '../../main/core/ports/outbox-store.ts';
import { nameOn, transactionSite } from './failpoints.ts';
import { readKey, stretchOf } from './ways.ts';
import type { Executioner } from './wrap-engine.ts';

/** A message was read or changed: what is asked for next may be about it. */
export type Seen = (record: OutboxRecord) => void;

/** Puts a failpoint before and after each transaction of the outbox, and tells when a message came to a step. */
export function wrapStore(
  store: OutboxStore,
  executioner: Executioner,
  seen: Seen,
  onStep: (id: string, step: string) => void,
): OutboxStore {
  const around = <Result>(arrow: string, commit: () => Result): Result => {
    executioner.pass(transactionSite('before', arrow));
    const result = commit();
    if (result !== null) executioner.pass(transactionSite('after', arrow));
    return result;
  };
  return {
    ...store,
    get(id) {
      const record = store.get(id);
      if (record !== null) seen(record);
      return record;
    },
    insert: (message, job, nowMs) => around('submit', () => store.insert(message, job, nowMs)),
    change(id, guard, change, note, nowMs, job) {
      const commit = () => store.change(id, guard, change, note, nowMs, job);
      const before = store.get(id);
      if (before === null || !guard.from.includes(before.step)) return commit();
      const isRecalledNow = before.recallAskedAtMs === null && typeof change.recallAskedAtMs === 'number';
      const to = isRecalledNow ? 'recalled' : (change.step ?? before.step);
      const changed = around(nameOn(stretchOf(before), `${before.step}->${to}`), commit);
      if (changed !== null) seen(changed);
      if (changed !== null) onStep(id, changed.step);
      return changed;
    },
    changeAttachment(id, position, guard, change, note, nowMs) {
      const commit = () => store.changeAttachment(id, position, guard, change, note, nowMs);
      const record = store.get(id);
      const file = record?.attachments.find((attachment) => attachment.position === position);
      if (record === null || file === undefined || !guard.from.includes(record.step)) return commit();
      const to = change.step ?? file.step;
      if (file.isLink) return around(nameOn(readKey(record.key).way, `${file.step}->${to}`), commit);
      const mode = change.mode === undefined || change.mode === file.mode ? '' : `${change.mode} `;
      return around(`${file.mode} ${file.step}->${mode}${to}`, commit);
    },
  };
}
