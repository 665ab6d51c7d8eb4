import type { MailContent } from '../ports/mail-service.ts';

/** Everybody who gets the message, as the service compares them: without case. */
export function addressesOf({ to, cc, bcc }: Pick<MailContent, 'to' | 'cc' | 'bcc'>): readonly string[] {
  return [...new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()))];
}
