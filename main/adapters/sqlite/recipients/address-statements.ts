import type { AccountId } from '../../../../contract/ids.ts';
import type { KnownAddress } from '../../../core/ports/address-book.ts';
import { sql } from '../statement.ts';

interface ByAddress {
  readonly account: AccountId;
  readonly address: string;
}

interface Searched {
  readonly account: AccountId;
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly fourth: string;
  readonly ownDomain: string;
  readonly bonus: number;
  readonly limit: number;
}

// Read from the first row to the last: faster than by an index, whose rows would have to be fetched one by one.
export const searchAddresses = sql<Searched, KnownAddress>(`
  SELECT address, name, sent, received, last_sent_at_ms AS lastSentAtMs, last_received_at_ms AS lastReceivedAtMs, rank
  FROM known_address NOT INDEXED
  WHERE account = :account AND forgotten_at_ms IS NULL
    AND instr(words, :first) AND instr(words, :second) AND instr(words, :third) AND instr(words, :fourth)
  ORDER BY rank + iif(domain = :ownDomain, :bonus, 0) DESC, address LIMIT :limit`);

export const selectUses = sql<ByAddress, { rank: number; name: string | null }>(
  'SELECT rank, name FROM known_address WHERE account = :account AND address = :address',
);

interface Use extends ByAddress {
  readonly name: string | null;
  readonly domain: string;
  readonly words: string;
  readonly sent: 0 | 1;
  readonly received: 0 | 1;
  readonly sentAtMs: number | null;
  readonly receivedAtMs: number | null;
  readonly rank: number;
}
export const upsertUse = sql<Use>(`
  INSERT INTO known_address
    (account, address, name, domain, words, sent, received, last_sent_at_ms, last_received_at_ms, rank)
  VALUES (:account, :address, :name, :domain, :words, :sent, :received, :sentAtMs, :receivedAtMs, :rank)
  ON CONFLICT (account, address) DO UPDATE SET name = :name, words = :words, sent = sent + :sent,
    received = received + :received, rank = :rank,
    last_sent_at_ms = nullif(max(coalesce(last_sent_at_ms, 0), coalesce(:sentAtMs, 0)), 0),
    last_received_at_ms = nullif(max(coalesce(last_received_at_ms, 0), coalesce(:receivedAtMs, 0)), 0),
    forgotten_at_ms = iif(:sent, NULL, forgotten_at_ms)`);

export const markForgotten = sql<ByAddress & { readonly nowMs: number }>(`
  UPDATE known_address SET forgotten_at_ms = :nowMs
  WHERE account = :account AND address = :address AND forgotten_at_ms IS NULL`);
export const unmarkForgotten = sql<ByAddress>(`
  UPDATE known_address SET forgotten_at_ms = NULL
  WHERE account = :account AND address = :address AND forgotten_at_ms IS NOT NULL`);

export const selectUnwritten = sql<{ account: AccountId; domains: string }, { domain: string }>(`
  SELECT value AS domain FROM json_each(:domains)
  WHERE value NOT IN (SELECT domain FROM known_address WHERE account = :account AND sent > 0)`);
