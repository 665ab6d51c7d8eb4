import type { CompositionFile, CompositionText, Finding } from '../../../contract/compose.ts';
import type { MailAddress } from '../../../contract/message.ts';
import { findTipIssues } from '../budget/find-tip-issues.ts';
import type { MailTip } from '../budget/mail-tip.ts';
import type { SizeVerdict } from '../budget/size-budget.ts';
import { describeOverLimit } from '../budget/size-words.ts';
import { findLinkIssues } from '../links/find-link-issues.ts';
import { findWordIssues } from '../html/find-word-issues.ts';
import { type GateAnswer, whoDecides } from '../policy/gates.ts';
import { domainOf } from '../recipients/domain-of.ts';
import { MAX_RECIPIENTS } from './check-draft.ts';
import { readRecipients } from './read-recipients.ts';

export interface RecipientRules {
  /** What the gates say to these recipients. */
  askGates(recipients: readonly MailAddress[]): GateAnswer;
  /** Of these domains, those outside that this mailbox never wrote to. */
  newDomains(domains: readonly string[]): readonly string[];
}

export interface Limits {
  readonly size: SizeVerdict;
  /** What the recipients' mailboxes said. */
  readonly tips: readonly MailTip[];
  /** Of the sender, lower case: whom a link is for. */
  readonly ownDomain: string;
  readonly rules: RecipientRules;
}

/** What the check line says, worst first: what stops sending, then what a person may have overlooked. */
export function findIssues(
  text: CompositionText,
  files: readonly CompositionFile[],
  limits: Limits,
): readonly Finding[] {
  const found = [
    ...recipientIssues(text, limits),
    ...sizeIssues(limits),
    ...findLinkIssues(text, files, limits.ownDomain),
    ...findTipIssues(limits.tips),
    ...sourceIssues(files),
    ...findWordIssues(text, files),
  ];
  return found.toSorted((a, b) => Number(b.blocks) - Number(a.blocks));
}

function recipientIssues(text: CompositionText, { rules }: Limits): Finding[] {
  const found: Finding[] = [];
  const all: MailAddress[] = [];
  for (const field of ['to', 'cc', 'bcc'] as const) {
    for (const typed of text[field]) {
      const read = readRecipients([typed]);
      if (read.ok) all.push(...read.recipients);
      else found.push(blocking('badRecipient', `"${read.unreadable}" is not an e-mail address.`, field));
    }
  }
  if (all.length === 0 && found.length === 0) found.push(blocking('noRecipient', 'Nobody is named in To.', 'to'));
  if (all.length > MAX_RECIPIENTS) {
    const message = `${String(all.length)} recipients; at most ${String(MAX_RECIPIENTS)} are allowed.`;
    found.push(blocking('tooManyRecipients', message, 'to'));
  }
  const gates = rules.askGates(all);
  if (!gates.allow) {
    const kind = gates.code === 'internal_only_recipient_blocked' ? 'internalOnly' : 'gateClosed';
    found.push(blocking(kind, `${gates.reason} ${whoDecides(gates)}`, kind === 'internalOnly' ? 'to' : null));
  }
  const unwritten = rules.newDomains([...new Set(all.map(({ address }) => domainOf(address)))]);
  if (unwritten.length > 0) {
    const message = `New: first message to ${unwritten.join(', ')}.`;
    found.push({ kind: 'newDomain', blocks: false, message, field: 'to' });
  }
  return found;
}

function sizeIssues({ size }: Limits): Finding[] {
  if (size.kind === 'fits') return [];
  const kind = size.limit.by === 'mailbox' ? 'overLearntLimit' : 'tooLarge';
  return [{ kind, blocks: size.kind === 'tooLarge', message: describeOverLimit(size), field: 'files' }];
}

function sourceIssues(files: readonly CompositionFile[]): Finding[] {
  return files.flatMap((file): Finding[] => {
    const field = `file:${String(file.file)}`;
    if (file.source === 'changed') {
      return [{ kind: 'sourceChanged', blocks: false, message: `${file.name} changed after you attached it.`, field }];
    }
    if (file.source === 'missing') {
      const message = `${file.name} is no longer where you attached it from. The copy that was taken then is sent.`;
      return [{ kind: 'sourceMissing', blocks: false, message, field }];
    }
    return [];
  });
}

function blocking(kind: Finding['kind'], message: string, field: string | null): Finding {
  return { kind, blocks: true, message, field };
}
