import type { Delegation } from '../../../contract/accounts.ts';

/** What may be done under an address that is used through an account: what is known, and what only use will show. */
export function senderWords({ place, maySend, mayAttachLarge }: Delegation): string {
  return `${sendWords[maySend]} ${place === 'own' ? 'Its mailbox is not open to you: copies stay in yours.' : fileWords[mayAttachLarge]}`;
}

const sendWords: Readonly<Record<Delegation['maySend'], string>> = {
  yes: 'Can send as it.',
  no: 'You do not have Send As.',
  untried: 'Whether you may send as it shows with the first message.',
};

const fileWords: Readonly<Record<Delegation['mayAttachLarge'], string>> = {
  yes: 'Files up to 150 MB each.',
  no: 'Files over 3 MB are not allowed there.',
  untried: 'Large files are not tried yet.',
};
