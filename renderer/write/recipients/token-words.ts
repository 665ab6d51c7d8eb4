import type { RecipientToken } from '../../../contract/recipients.ts';
import { domainOf } from '../../ui/format/domain-of.ts';

/** A token as assistive technology says it: nothing of it is carried by colour alone. */
export function tokenWords(token: RecipientToken, members: number | null = null): string {
  const who = token.name === null ? (token.address ?? token.text) : `${token.name}, ${token.address ?? ''}`;
  const group = members === null ? '' : `, group of ${String(members)}`;
  const first = token.isNewDomain ? ', first message to it' : '';
  return token.kind === 'outside' ? `${who}${group}, outside: ${domainOf(token.address ?? '')}${first}` : who + group;
}
