import type { AccountId } from '../../../../contract/ids.ts';
import type { OutboxRecord } from '../../../core/outbox/outbox-record.ts';
import { addUse, RECEIVED_WEIGHT, SENT_WEIGHT } from '../../../core/recipients/address-rank.ts';
import { domainOf } from '../../../core/recipients/domain-of.ts';
import { addressWords } from '../../../core/recipients/address-words.ts';
import type { WriteDb } from '../connection.ts';
import { readRow, write } from '../run-statement.ts';
import { selectUses, upsertUse } from './address-statements.ts';

/** Remembers whom a message went to; in the transaction that says that it left, so once. */
export function learnSent(db: WriteDb, { account, content }: OutboxRecord, nowMs: number): void {
  const recipients = [...content.to, ...content.cc, ...content.bcc];
  for (const { name, address } of new Map(recipients.map((one) => [one.address.toLowerCase(), one])).values()) {
    learn(db, { account, name, address }, { sent: 1, received: 0, atMs: nowMs });
  }
}

export interface Sender {
  readonly account: AccountId;
  readonly name: string | null;
  readonly address: string;
}

/** Remembers who wrote a message; in the transaction that first stores its words. */
export function learnSender(db: WriteDb, sender: Sender, receivedAtMs: number): void {
  if (!/.@./.test(sender.address)) return;
  learn(db, sender, { sent: 0, received: 1, atMs: receivedAtMs });
}

interface NewUse {
  readonly sent: 0 | 1;
  readonly received: 0 | 1;
  readonly atMs: number;
}

function learn(db: WriteDb, { account, address, ...who }: Sender, { sent, received, atMs }: NewUse): void {
  const known = readRow(db, selectUses, { account, address });
  const name = who.name ?? known?.name ?? null;
  write(db, upsertUse, {
    account,
    address,
    name,
    domain: domainOf(address),
    words: addressWords(`${name ?? ''} ${address}`),
    sent,
    received,
    sentAtMs: sent === 1 ? atMs : null,
    receivedAtMs: received === 1 ? atMs : null,
    rank: addUse(known?.rank ?? null, atMs, sent === 1 ? SENT_WEIGHT : RECEIVED_WEIGHT),
  });
}
