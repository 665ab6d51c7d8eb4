import type { RecipientToken } from '../../../contract/recipients.ts';

export function domainOf({ address }: Pick<RecipientToken, 'address'>): string {
  return address === null ? '' : address.slice(address.lastIndexOf('@') + 1);
}

/** A token as assistive technology says it: nothing of it is carried by colour alone. */
export function tokenWords(token: RecipientToken): string {
  const who = token.name === null ? (token.address ?? token.text) : `${token.name}, ${token.address ?? ''}`;
  return token.kind === 'outside' ? `${who}, outside: ${domainOf(token)}` : who;
}
