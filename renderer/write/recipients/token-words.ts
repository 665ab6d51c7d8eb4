import type { RecipientToken } from '../../../contract/recipients.ts';

export function domainOf({ address }: Pick<RecipientToken, 'address'>): string {
  return address === null ? '' : address.slice(address.lastIndexOf('@') + 1);
}

/** A token as assistive technology says it: nothing of it is carried by colour alone. */
export function tokenWords(token: RecipientToken, members: number | null = null): string {
  const who = token.name === null ? (token.address ?? token.text) : `${token.name}, ${token.address ?? ''}`;
  const group = members === null ? '' : `, group of ${String(members)}`;
  const first = token.isNewDomain ? ', first message to it' : '';
  return token.kind === 'outside' ? `${who}${group}, outside: ${domainOf(token)}${first}` : who + group;
}
