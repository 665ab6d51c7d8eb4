import type { AddressBook } from '../../../core/ports/address-book.ts';
import { OWN_DOMAIN_BONUS } from '../../../core/recipients/address-rank.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readColumn, readRows, write } from '../run-statement.ts';
import { markForgotten, searchAddresses, selectUnwritten, unmarkForgotten } from './address-statements.ts';

/** The address book on SQLite. The stores of outbox and ingest fill it: learn-addresses.ts. */
export function sqliteAddressBook(db: WriteDb): AddressBook {
  return {
    find(account, { terms, ownDomain, limit }) {
      // Every list of words begins with a space.
      const [first = ' ', second = ' ', third = ' ', fourth = ' '] = terms;
      const bonus = OWN_DOMAIN_BONUS;
      return readRows(db, searchAddresses, { account, first, second, third, fourth, ownDomain, bonus, limit });
    },

    forget: (account, address, nowMs) =>
      inTransaction(db, () => write(db, markForgotten, { account, address, nowMs }) > 0),
    restore: (account, address) => inTransaction(db, () => write(db, unmarkForgotten, { account, address }) > 0),

    unwrittenDomains: (account, domains) =>
      readColumn(db, selectUnwritten, { account, domains: JSON.stringify(domains) }),
  };
}
