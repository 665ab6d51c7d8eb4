import type { RecipientGroup, RecipientSuggestion } from '../../contract/recipients.ts';
import { chooseAccount } from '../core/accounts/choose-account.ts';
import type { KnownAddress } from '../core/ports/address-book.ts';
import { searchTerms } from '../core/recipients/address-words.ts';
import { decayedUses } from '../core/recipients/address-rank.ts';
import { domainOf } from '../core/recipients/domain-of.ts';
import { expandGroup } from '../core/recipients/expand-group.ts';
import { judgeTokens } from '../core/recipients/judge-tokens.ts';
import { tokenRules } from './recipient-rules.ts';
import { ownAccounts, type Services } from './services.ts';

interface Named {
  readonly account: string | null;
  readonly address: string;
}

export function recipientProcedures(services: Services) {
  const { addressBook, groups, clock, random, loaded } = services;
  const accountOf = (wanted: string | null) => chooseAccount(ownAccounts(services), wanted);

  return {
    suggest(input: { account: string | null; text: string; limit: number }): RecipientSuggestion[] {
      const account = accountOf(input.account);
      const terms = searchTerms(input.text);
      if (!loaded.settings.suggestRecipients || terms.length === 0) return [];
      const search = { terms, ownDomain: domainOf(account.address), limit: input.limit };
      const found = addressBook.find(account.id, search);
      const tokens = judgeTokens(found, tokenRules(services, account));
      return found.flatMap((known, index) => {
        const token = tokens[index];
        return token === undefined ? [] : { token, ...usesOf(known, clock.nowMs()) };
      });
    },

    forget: ({ account, address }: Named) => ({
      forgotten: addressBook.forget(accountOf(account).id, address, clock.nowMs()),
    }),

    restore: ({ account, address }: Named) => ({ restored: addressBook.restore(accountOf(account).id, address) }),

    async expandGroup({ account, address }: Named, signal: AbortSignal | undefined): Promise<RecipientGroup> {
      const from = accountOf(account);
      const call = {
        account: from.id,
        correlationId: random.uuid(),
        urgency: 'interactive',
        signal: signal ?? new AbortController().signal,
      } as const;
      const { name, members, withoutAddress } = await expandGroup(groups, call, address);
      return { name, members: [...judgeTokens(members, tokenRules(services, from))], withoutAddress };
    },
  };
}

function usesOf(known: KnownAddress, nowMs: number): Omit<RecipientSuggestion, 'token'> {
  const { sent, received, lastSentAtMs, lastReceivedAtMs, rank } = known;
  return {
    sent,
    received,
    lastSentAt: isoOf(lastSentAtMs),
    lastReceivedAt: isoOf(lastReceivedAtMs),
    score: decayedUses(rank, nowMs),
  };
}

function isoOf(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
