import type { Composition, CompositionFile, CompositionText } from '../../contract/compose.ts';
import { judgeSize, type SizeVerdict, wordsOf } from '../core/budget/size-budget.ts';
import { limitOwner } from '../core/budget/size-words.ts';
import { addressesOf } from '../core/compose/addresses-of.ts';
import { findIssues, type RecipientRules } from '../core/compose/find-issues.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import { domainOf } from '../core/recipients/domain-of.ts';
import type { Budget } from './open-budget.ts';

/** The message against the smallest limit that is known now. */
export function weighDraft({ limits }: Pick<Budget, 'limits'>, record: OutboxRecord): SizeVerdict {
  const limit = limits.limitFor(record.account, addressesOf(record.content));
  const files = record.attachments.filter(({ removing }) => !removing);
  return judgeSize(wordsOf(record.content), files, limit);
}

interface Judging {
  readonly budget: Budget;
  /** The sender's. */
  readonly address: string;
  readonly rules: RecipientRules;
}

/** What the check line and the size meter say of a draft. What is not known of its recipients is asked for. */
export function judgeDraft(
  { budget, address, rules }: Judging,
  record: OutboxRecord,
  text: CompositionText,
  files: readonly CompositionFile[],
): Pick<Composition, 'findings' | 'groups' | 'size'> {
  const addresses = addressesOf(record.content);
  budget.tips.want(record.account, addresses);
  const size = weighDraft(budget, record);
  const tips = budget.tips.known(record.account, addresses);
  const ownDomain = domainOf(address);
  const found = findIssues(text, files, { size, tips, ownDomain, rules });
  return {
    findings: [...found],
    groups: tips.flatMap(({ address: group, members }) =>
      members !== null && members > 1 ? [{ address: group, members }] : [],
    ),
    size: { encodedBytes: size.encodedBytes, limitBytes: size.limit.bytes, limitSetBy: limitOwner(size.limit) },
  };
}
