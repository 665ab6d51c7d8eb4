import type { AccountRow } from '../../contract/accounts.ts';
import type { RecipientRules } from '../core/compose/find-issues.ts';
import { askGates } from '../core/policy/gates.ts';
import { domainOf } from '../core/recipients/domain-of.ts';
import type { TokenRules } from '../core/recipients/judge-tokens.ts';
import type { Services } from './services.ts';
import { nodeDigest } from './system-ports.ts';

type RuleServices = Pick<Services, 'flags' | 'addressBook'>;

/** How recipients are judged for a mailbox, null for none yet. */
export function tokenRules({ flags, addressBook }: RuleServices, account: AccountRow | null): TokenRules {
  return {
    ownDomain: account === null ? '' : domainOf(account.address),
    flags: flags.now(),
    unwrittenDomains: (domains) => (account === null ? [] : addressBook.unwrittenDomains(account.id, domains)),
  };
}

/** The same for a message as a whole. */
export function recipientRules({ flags, addressBook }: RuleServices, account: AccountRow | null): RecipientRules {
  if (account === null) return { askGates: () => ({ allow: true }), newDomains: () => [] };
  const { id, tenant, address } = account;
  const own = domainOf(address);
  return {
    askGates: (recipients) => askGates(flags.now(), { workspace: tenant, actor: address, recipients }, nodeDigest),
    newDomains: (domains) =>
      addressBook.unwrittenDomains(
        id,
        domains.filter((domain) => domain !== own),
      ),
  };
}
