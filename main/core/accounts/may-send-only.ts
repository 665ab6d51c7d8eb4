import type { AccountRow } from '../../../contract/accounts.ts';

/** Only Mail.Send was granted: no draft can be made, and nothing be looked for in the mailbox. */
export function maySendOnly({ scopes, delegation }: AccountRow): boolean {
  const names = scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase());
  return delegation === undefined && names.includes('mail.send') && !names.includes('mail.readwrite');
}
