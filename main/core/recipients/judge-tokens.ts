import type { MailAddress } from '../../../contract/message.ts';
import type { RecipientToken } from '../../../contract/recipients.ts';
import type { Flags } from '../policy/flags.ts';
import { whereSet } from '../policy/flags.ts';
import { setByWords } from '../policy/gates.ts';
import { domainOf } from './domain-of.ts';
import { spellRecipient } from './spell-recipient.ts';

export interface TokenRules {
  readonly ownDomain: string;
  readonly flags: Pick<Flags, 'internalOnly' | 'internalDomains'>;
  /** Of these domains, in lower case, those that were never written to. */
  unwrittenDomains(domains: readonly string[]): readonly string[];
}

/** What a recipient is to this mailbox: inside, outside, outside for the first time, or not allowed (rows C5, C6). */
export function judgeTokens(recipients: readonly MailAddress[], rules: TokenRules): readonly RecipientToken[] {
  const { ownDomain, flags } = rules;
  const own = ownDomain.toLowerCase();
  const outside = new Set(recipients.map(({ address }) => domainOf(address)).filter((domain) => domain !== own));
  const unwritten = new Set(rules.unwrittenDomains([...outside]));
  return recipients.map((recipient) => {
    const { name, address } = recipient;
    const domain = domainOf(address);
    const token = { text: spellRecipient(recipient), name, address, rule: null };
    if (flags.internalDomains !== null && !flags.internalDomains.includes(domain)) {
      const { origin } = flags.internalOnly;
      const rule = { setting: whereSet(flags.internalOnly), origin };
      const inside = `This build sends inside ${flags.internalDomains.join(', ')} only`;
      const reason = `${domain} is outside. ${inside}: ${rule.setting} is set by ${setByWords[origin]}.`;
      return { ...token, kind: 'blocked', reason, rule, isNewDomain: false };
    }
    if (domain === own) return { ...token, kind: 'internal', reason: null, isNewDomain: false };
    return { ...token, kind: 'outside', reason: null, isNewDomain: unwritten.has(domain) };
  });
}
