import type { VerdictKind } from '../../../contract/verdicts.ts';

/** Codes that Exchange and others give, in words that complete "Bounced: …". RFC 3463, RFC 5248, docs/specs/bounces.md. */
const exact: Readonly<Record<string, string>> = {
  '4.2.2': 'the mailbox is full',
  '4.4.7': 'the other mail system did not take it in time',
  '5.0.350': 'the mail was taken for unwanted mail',
  '5.1.1': 'there is no such mailbox',
  '5.1.2': 'the domain of this address takes no mail',
  '5.1.3': 'the address is not valid',
  '5.1.6': 'the mailbox has moved',
  '5.1.10': 'there is no such mailbox',
  '5.2.1': 'the mailbox is closed',
  '5.2.2': 'the mailbox is full',
  '5.2.3': 'the message is larger than this mailbox takes',
  '5.3.4': 'the message is larger than the other mail system takes',
  '5.4.1': 'the domain of this address takes no mail',
  '5.4.4': 'the domain of this address was not found',
  '5.4.6': 'the mail went round in a circle',
  '5.4.14': 'the mail went round in a circle',
  '5.7.1': 'this mailbox does not take mail from you',
  '5.7.124': 'this group takes mail from its own members alone',
  '5.7.133': 'this group takes mail from inside its organization alone',
  '5.7.134': 'this mailbox takes mail from inside its organization alone',
};

/** The second number says what it is about. */
const bySubject: Readonly<Record<string, string>> = {
  '1': 'the address was not accepted',
  '2': 'the mailbox did not accept it',
  '3': 'the other mail system could not take it',
  '4': 'the other mail system was not reached',
  '5': 'the other mail system broke off',
  '6': 'the other mail system could not read the message',
  '7': 'a rule of the other mail system refused it',
};

/** Null for what needs no reason. Never made of the report's own text, which anybody may have written. */
export function explainStatus(kind: VerdictKind, code: string | null): string | null {
  if (kind === 'delayed') return 'it is late; the other mail system goes on trying by itself';
  if (kind !== 'bounced') return null;
  if (code === null) return 'the other mail system gave no reason that Mailroom knows';
  return exact[code] ?? bySubject[code.split('.')[1] ?? ''] ?? 'the other mail system refused it';
}
