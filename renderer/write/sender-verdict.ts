import type { AccountRow, Delegation } from '../../contract/accounts.ts';
import { whyAgain } from '../sign-in/why-again.ts';

export interface SenderVerdict {
  readonly words: string;
  readonly tone: 'quiet' | 'problem';
}

/** What may be sent from here, as far as the sign-in, the mailbox and earlier messages tell. */
export function senderVerdict({
  state,
  scopes,
  delegation,
  signInReason,
}: Pick<AccountRow, 'state' | 'scopes' | 'delegation' | 'signInReason'>): SenderVerdict {
  if (state === 'signInNeeded') {
    return { words: `${whyAgain(signInReason)} Drafts and uploads wait.`, tone: 'problem' };
  }
  if (delegation !== undefined) return delegationVerdict(delegation);
  if (!grants(scopes, 'Mail.Send')) {
    return { words: 'May not send: the permission Mail.Send is missing.', tone: 'problem' };
  }
  if (!grants(scopes, 'Mail.ReadWrite')) {
    return { words: 'Can send up to 4 MB at once. That it is in Sent Items cannot be proven.', tone: 'quiet' };
  }
  return { words: 'Can send. Files up to 150 MB each.', tone: 'quiet' };
}

/** An account that says nothing of its permissions has them all. */
function grants(scopes: readonly string[], name: string): boolean {
  const wanted = name.toLowerCase();
  return (
    scopes.length === 0 || scopes.some((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase() === wanted)
  );
}

function delegationVerdict({ place, maySend, mayAttachLarge }: Delegation): SenderVerdict {
  const files = place === 'own' ? 'Copies stay in your mailbox.' : fileWords[mayAttachLarge];
  return { words: `${sendWords[maySend]} ${files}`, tone: maySend === 'no' ? 'problem' : 'quiet' };
}

const sendWords: Readonly<Record<Delegation['maySend'], string>> = {
  yes: 'Can send as it.',
  no: 'You do not have Send As.',
  untried: 'Whether you may send as it shows with the first message.',
};

const fileWords: Readonly<Record<Delegation['mayAttachLarge'], string>> = {
  yes: 'Files up to 150 MB each.',
  no: 'Files over 3 MB are not allowed here.',
  untried: 'Large files are not tried yet.',
};
